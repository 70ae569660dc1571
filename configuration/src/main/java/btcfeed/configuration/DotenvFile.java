package btcfeed.configuration;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The file named by {@code --config}: {@code NAME=value} lines in dotenv syntax, with or without
 * {@code export} before them, as in a file that shells read too.
 *
 * <p>A value is in single quotes, in double quotes, or bare. A bare value ends at a {@code #}. No
 * message quotes a line, because it may hold a password.
 */
final class DotenvFile {
  /** Larger files are refused. */
  static final long MAX_BYTES = 1 << 20;

  private static final int MOST_NAMED = 10;
  private static final String BYTE_ORDER_MARK = "\ufeff";
  private static final Pattern BLANK_OR_COMMENT = Pattern.compile("\\s*(#.*|////.*)?");
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*(?:export\\s+)?(?<name>[\\w.-]+)\\s*=\\s*"
              + "(?:'(?<single>[^']*)'|\"(?<double>[^\"]*)\"|(?<bare>[^'\"#\\s][^#]*?)?)"
              + "(?<space>\\s*)(?<comment>#.*)?");

  private DotenvFile() {}

  /** The result of reading it. */
  sealed interface Result {
    record Read(Layer layer, List<String> warnings) implements Result {}

    record Failed(ConfigFault fault) implements Result {}
  }

  static Result read(Path file) {
    try {
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        return failed(file, "a file that exists and can be read");
      }
      if (Files.size(file) > MAX_BYTES) {
        return failed(file, "a file of at most 1 MiB");
      }
      return parse(file, Files.readAllLines(file));
    } catch (CharacterCodingException _) {
      return failed(file, "a text file in UTF-8");
    } catch (IOException e) {
      return failed(file, "a file that can be read, and reading failed: " + e.getMessage());
    }
  }

  private static Result parse(Path file, List<String> lines) {
    if (!lines.isEmpty() && lines.getFirst().startsWith(BYTE_ORDER_MARK)) {
      return failed(file, "a text file in UTF-8 without a byte order mark at its start");
    }
    Map<String, String> values = new TreeMap<>();
    List<Integer> invalid = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher entry = ENTRY.matcher(lines.get(i));
      if (entry.matches()) {
        values.put(group(entry, "name").orElseThrow(), value(entry));
        if (isCut(entry)) {
          warnings.add(
              file
                  + " line "
                  + (i + 1)
                  + ": the # starts a comment; put the value in quotes if the # belongs to it");
        }
      } else if (!BLANK_OR_COMMENT.matcher(lines.get(i)).matches()) {
        invalid.add(i + 1);
      }
    }
    return invalid.isEmpty()
        ? new Result.Read(Layer.of(values, name -> new Source.Line(file, name)), warnings)
        : failed(file, "NAME=value lines, quotes closed, and # comments; " + numbers(invalid));
  }

  private static String value(Matcher entry) {
    return group(entry, "single")
        .or(() -> group(entry, "double"))
        .or(() -> group(entry, "bare"))
        .orElse("");
  }

  /** True if a number sign in the middle of a word ends the value. */
  private static boolean isCut(Matcher entry) {
    return group(entry, "bare").isPresent()
        && group(entry, "comment").isPresent()
        && group(entry, "space").orElse("").isEmpty();
  }

  private static Optional<String> group(Matcher entry, String name) {
    return Optional.ofNullable(entry.group(name));
  }

  private static String numbers(List<Integer> invalid) {
    String numbers =
        invalid.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
    int more = invalid.size() - MOST_NAMED;
    return (invalid.size() == 1 ? "line " : "lines ")
        + numbers
        + (more > 0 ? " and " + more + " more" : "")
        + (invalid.size() == 1 ? " is neither" : " are neither");
  }

  private static Result failed(Path file, String expected) {
    return new Result.Failed(new ConfigFault("--config", file.toString(), expected));
  }
}
