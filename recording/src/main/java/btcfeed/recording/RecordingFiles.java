package btcfeed.recording;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The files of one recording. The first has the name of the recording, later ones a number after
 * it: {@code day.rec}, {@code day.rec.000001}, {@code day.rec.000002}. Sorted by name they are
 * sorted by time.
 */
public final class RecordingFiles {
  private static final Pattern NUMBERED = Pattern.compile("(.+)\\.(\\d{6})");

  private RecordingFiles() {}

  /** The file of this number; 0 is the first. */
  static Path part(Path first, int number) {
    return number == 0
        ? first
        : first.resolveSibling(first.getFileName() + String.format(Locale.ROOT, ".%06d", number));
  }

  /**
   * The files that exist, oldest first. Old ones may have been deleted to make room.
   *
   * @throws UncheckedIOException if the folder cannot be read
   */
  public static List<Path> of(Path first) {
    Optional<Path> folder = Optional.ofNullable(first.toAbsolutePath().getParent());
    Pattern follows = Pattern.compile(Pattern.quote(first.getFileName().toString()) + "\\.\\d{6}");
    List<Path> parts = new ArrayList<>();
    if (Files.exists(first)) {
      parts.add(first);
    }
    if (folder.filter(Files::isDirectory).isPresent()) {
      try (Stream<Path> files = Files.list(folder.get())) {
        files
            .map(file -> first.resolveSibling(file.getFileName()))
            .filter(file -> follows.matcher(file.getFileName().toString()).matches())
            .sorted()
            .forEach(parts::add);
      } catch (IOException failed) {
        throw new UncheckedIOException(failed);
      }
    }
    return parts;
  }

  /** True if one file continues the other. */
  static boolean follows(Path before, Path next) {
    return part(first(before), number(before) + 1).equals(next);
  }

  private static int number(Path file) {
    Matcher numbered = NUMBERED.matcher(file.toString());
    return numbered.matches() ? Integer.parseInt(numbered.group(2)) : 0;
  }

  private static Path first(Path file) {
    Matcher numbered = NUMBERED.matcher(file.toString());
    return numbered.matches() ? Path.of(numbered.group(1)) : file;
  }
}
