package btcfeed.bootstrap.config;

import io.github.cdimascio.dotenv.DotenvEntry;
import io.github.cdimascio.dotenv.DotenvException;
import io.github.cdimascio.dotenv.internal.DotenvParser;
import io.github.cdimascio.dotenv.internal.DotenvReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The file named by {@code --config}: {@code NAME=value} lines in dotenv syntax, with an {@code
 * export} before them or without, as in a file that shells read too.
 */
final class DotenvFile {
  /** A larger file is no configuration. */
  static final long MAX_BYTES = 1 << 20;

  private static final int MOST_NAMED = 10;
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private static final Pattern EXPORT = Pattern.compile("^\\s*export\\s+(?=[\\w.-]+\\s*=)");
  private static final Pattern IGNORED = Pattern.compile("\\s*(#.*|////.*)?");
  private static final Pattern ENTRY = Pattern.compile("\\s*[\\w.-]+\\s*=.*");

  /** A value that opens a quote and never closes it. */
  private static final Pattern OPEN_QUOTE =
      Pattern.compile("\\s*[\\w.-]+\\s*=\\s*('[^']*|\"[^\"]*)");

  /** An unquoted value that the dotenv syntax ends at a number sign in the middle of a word. */
  private static final Pattern CUT_VALUE =
      Pattern.compile("\\s*[\\w.-]+\\s*=\\s*[^'\"\\s#].*?\\S#.*");

  private DotenvFile() {}

  /** What came of reading it. */
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
      List<String> lines =
          Files.readAllLines(file).stream()
              .map(line -> EXPORT.matcher(line).replaceFirst(""))
              .toList();
      return parse(file, lines);
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
    List<Integer> odd = oddLines(lines);
    if (!odd.isEmpty()) {
      return failed(file, "NAME=value lines, quotes closed, and # comments; " + neither(odd));
    }
    Map<String, String> texts = new TreeMap<>();
    try {
      for (DotenvEntry entry : new DotenvParser(new ReadLines(lines), true, true).parse()) {
        texts.put(entry.getKey(), withoutQuotes(entry.getValue()));
      }
    } catch (DotenvException _) {
      // Its message quotes the line, which may hold a password.
      return failed(file, "NAME=value lines with each value in matching quotes or in none");
    }
    return new Result.Read(
        Layer.of(texts, name -> new Source.Line(file, name)), warnings(file, lines));
  }

  /** The library would read the file itself, and knows no {@code export}. */
  private static final class ReadLines extends DotenvReader {
    private final List<String> lines;

    ReadLines(List<String> lines) {
      super("", "");
      this.lines = lines;
    }

    @Override
    public List<String> read() {
      return lines;
    }
  }

  /** The library takes off double quotes only. */
  private static String withoutQuotes(String value) {
    boolean quoted = value.length() > 1 && value.startsWith("'") && value.endsWith("'");
    return quoted ? value.substring(1, value.length() - 1) : value;
  }

  private static List<Integer> oddLines(List<String> lines) {
    List<Integer> odd = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      boolean entry = ENTRY.matcher(line).matches() && !OPEN_QUOTE.matcher(line).matches();
      if (!entry && !IGNORED.matcher(line).matches()) {
        odd.add(i + 1);
      }
    }
    return odd;
  }

  private static String neither(List<Integer> odd) {
    String numbers =
        odd.stream().limit(MOST_NAMED).map(String::valueOf).collect(Collectors.joining(", "));
    int more = odd.size() - MOST_NAMED;
    return (odd.size() == 1 ? "line " : "lines ")
        + numbers
        + (more > 0 ? " and " + more + " more" : "")
        + (odd.size() == 1 ? " is neither" : " are neither");
  }

  private static List<String> warnings(Path file, List<String> lines) {
    List<String> warnings = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (CUT_VALUE.matcher(lines.get(i)).matches()) {
        warnings.add(
            file
                + " line "
                + (i + 1)
                + ": the # and what follows is taken for a comment; put the value in quotes if it"
                + " belongs to it");
      }
    }
    return warnings;
  }

  private static Result failed(Path file, String expected) {
    return new Result.Failed(new ConfigFault("--config", file.toString(), expected));
  }
}
