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

  /** Reads it; empty, with a fault, if that is not possible. */
  static Optional<Layer> read(Path file, ConfigReading reading) {
    try {
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        return failed(file, "a file that exists and can be read", reading);
      }
      if (Files.size(file) > MAX_BYTES) {
        return failed(file, "a file of at most 1 MiB", reading);
      }
      return parse(file, Files.readAllLines(file), reading);
    } catch (CharacterCodingException _) {
      return failed(file, "a text file in UTF-8", reading);
    } catch (IOException e) {
      String why = "a file that can be read, and reading failed: " + e.getMessage();
      return failed(file, why, reading);
    }
  }

  private static Optional<Layer> parse(Path file, List<String> lines, ConfigReading reading) {
    if (!lines.isEmpty() && lines.getFirst().startsWith(BYTE_ORDER_MARK)) {
      return failed(file, "a text file in UTF-8 without a byte order mark at its start", reading);
    }
    Map<String, String> values = new TreeMap<>();
    List<Integer> invalid = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Matcher entry = ENTRY.matcher(lines.get(i));
      if (entry.matches()) {
        values.put(entry.group("name"), value(entry));
        if (isCut(entry)) {
          reading.warn(
              "%s line %d: the # starts a comment; put the value in quotes if the # belongs to it"
                  .formatted(file, i + 1));
        }
      } else if (!BLANK_OR_COMMENT.matcher(lines.get(i)).matches()) {
        invalid.add(i + 1);
      }
    }
    return invalid.isEmpty()
        ? Optional.of(Layer.of(values, name -> "file " + file + " " + name))
        : failed(
            file, "NAME=value lines, quotes closed, and # comments; " + numbers(invalid), reading);
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

  private static Optional<Layer> failed(Path file, String expected, ConfigReading reading) {
    reading.fault(new ConfigFault("--config", file.toString(), expected));
    return Optional.empty();
  }
}
