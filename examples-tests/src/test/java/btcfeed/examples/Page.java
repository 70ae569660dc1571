package btcfeed.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page that shows a project: before each block of code stands the name of its file. */
record Page(Path file) {
  private static final Pattern BLOCK =
      Pattern.compile("^`([^`\\n]+)`:\n\n```\\w*\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  /** The text of each file, by its name. */
  Map<String, String> files() {
    Map<String, String> files = new TreeMap<>();
    Matcher block = BLOCK.matcher(read(file));
    while (block.find()) {
      files.put(block.group(1), block.group(2));
    }
    return files;
  }

  /** Writes the project as a reader of the page would. */
  void writeInto(Path folder) {
    files()
        .forEach(
            (name, text) -> {
              try {
                Path target = folder.resolve(name);
                Files.createDirectories(target.toAbsolutePath().getParent());
                Files.writeString(target, text);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
