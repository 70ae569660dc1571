package btcfeed.recording;

import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The text of a recording, unpacked: lines of fields separated by tabs. The first line is the
 * {@link RecordingHeader}.
 *
 * <pre>
 * btc-feed-recording  1  1789290000000000  binance/1=BTC-USDT  kraken/2=BTC-USD,BTC-USDT
 * 1789290000123456  kraken  a1  o
 * 1789290000223456  kraken  a1  t  {"channel":"trade", ...}
 * 1789290000323456  mexc    a1  b  CgRzcG90...
 * </pre>
 *
 * <p>A line has the receive time in Unix microseconds and the venue. The letter of the line
 * follows, with the number of its connection, then a letter for the {@link RecordedEvent.Kind}, and
 * the payload. A binary payload is Base64. Text is UTF-8 with {@code \t}, {@code \n}, {@code \r}
 * and {@code \\} for those four bytes.
 */
final class RecordingFormat {
  private static final String MAGIC = "btc-feed-recording";
  private static final String VERSION = "1";
  private static final int FIELDS = 5;
  private static final Pattern PLACE = Pattern.compile("([a-z])([1-9][0-9]{0,8})");
  private static final Pattern LISTENED = Pattern.compile("([^/=]+)/([12])=(.+)");

  private RecordingFormat() {}

  /** The header as a line, with its line end. */
  static byte[] heading(RecordingHeader heading) {
    return heading.venues().stream()
        .map(
            heard ->
                "\t%s/%d=%s"
                    .formatted(
                        heard.venue(),
                        heard.lines(),
                        heard.symbols().stream()
                            .map(Symbol::toString)
                            .collect(Collectors.joining(","))))
        .collect(Collectors.joining("", MAGIC + "\t" + VERSION + "\t" + heading.startedUs(), "\n"))
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads a header without its line end; throws {@code IllegalArgumentException} if it is none. */
  static RecordingHeader parseHeading(String line) {
    List<String> fields = List.of(line.split("\t", -1));
    if (fields.size() < 3 || !fields.getFirst().equals(MAGIC)) {
      throw new IllegalArgumentException("no recording of ours: its first line is another one");
    }
    if (!fields.get(1).equals(VERSION)) {
      throw new IllegalArgumentException(
          "a recording of format " + fields.get(1) + "; this version reads " + VERSION);
    }
    List<RecordingHeader.Listened> venues = new ArrayList<>();
    for (String field : fields.subList(3, fields.size())) {
      Matcher parts = LISTENED.matcher(field);
      if (!parts.matches()) {
        throw new IllegalArgumentException("a recording whose first line is damaged: " + field);
      }
      venues.add(
          new RecordingHeader.Listened(
              new Venue(parts.group(1)),
              Integer.parseInt(parts.group(2)),
              Arrays.stream(parts.group(3).split(",", -1)).map(Symbol::parse).toList()));
    }
    return new RecordingHeader(Long.parseLong(fields.get(2)), venues);
  }

  /** An event as a line, with its line end. */
  static byte[] line(RecordedEvent recorded) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(recorded.payload().length * 4 / 3 + 64);
    String start =
        recorded.timeUs()
            + "\t"
            + recorded.line().venue()
            + "\t"
            + recorded.line().letter()
            + recorded.connection()
            + "\t"
            + recorded.kind().letter()
            + "\t";
    out.writeBytes(start.getBytes(StandardCharsets.US_ASCII));
    if (recorded.kind().binary()) {
      out.writeBytes(Base64.getEncoder().encode(recorded.payload()));
    } else {
      escape(recorded.payload(), out);
    }
    out.write('\n');
    return out.toByteArray();
  }

  /** Reads an event without its line end; empty if the line is none. */
  static Optional<RecordedEvent> parse(byte[] line) {
    int[] tabs = new int[FIELDS - 1];
    int found = 0;
    for (int i = 0; i < line.length && found < tabs.length; i++) {
      if (line[i] == '\t') {
        tabs[found++] = i;
      }
    }
    if (found < tabs.length) {
      return Optional.empty();
    }
    Matcher place = PLACE.matcher(text(line, tabs[1] + 1, tabs[2]));
    Optional<RecordedEvent.Kind> kind = kind(text(line, tabs[2] + 1, tabs[3]));
    if (!place.matches() || kind.isEmpty()) {
      return Optional.empty();
    }
    byte[] rest = Arrays.copyOfRange(line, tabs[3] + 1, line.length);
    try {
      return Optional.of(
          new RecordedEvent(
              Long.parseLong(text(line, 0, tabs[0])),
              new LineId(new Venue(text(line, tabs[0] + 1, tabs[1])), place.group(1)),
              Integer.parseInt(place.group(2)),
              kind.get(),
              kind.get().binary() ? Base64.getDecoder().decode(rest) : unescape(rest)));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<RecordedEvent.Kind> kind(String letter) {
    return Arrays.stream(RecordedEvent.Kind.values())
        .filter(kind -> letter.equals(String.valueOf(kind.letter())))
        .findFirst();
  }

  private static String text(byte[] line, int from, int to) {
    return new String(line, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static void escape(byte[] payload, ByteArrayOutputStream out) {
    for (byte one : payload) {
      switch (one) {
        case '\t' -> escaped('t', out);
        case '\n' -> escaped('n', out);
        case '\r' -> escaped('r', out);
        case '\\' -> escaped('\\', out);
        default -> out.write(one);
      }
    }
  }

  private static void escaped(char letter, ByteArrayOutputStream out) {
    out.write('\\');
    out.write(letter);
  }

  private static byte[] unescape(byte[] text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length);
    int at = 0;
    while (at < text.length) {
      byte one = text[at++];
      out.write(one == '\\' ? unescaped(at < text.length ? text[at++] : 0) : one);
    }
    return out.toByteArray();
  }

  private static byte unescaped(byte letter) {
    return switch (letter) {
      case 't' -> '\t';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case '\\' -> '\\';
      default -> throw new IllegalArgumentException("a backslash before nothing known");
    };
  }
}
