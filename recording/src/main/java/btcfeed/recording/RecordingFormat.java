package btcfeed.recording;

import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
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
    String payload =
        recorded.kind().binary()
            ? Base64.getEncoder().encodeToString(recorded.payload())
            : escaped(new String(recorded.payload(), StandardCharsets.ISO_8859_1));
    return String.join(
            "\t",
            Long.toString(recorded.timeUs()),
            recorded.line().venue().name(),
            recorded.line().letter() + recorded.connection(),
            recorded.kind().letter(),
            payload + "\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Reads an event without its line end; empty if the line is none. */
  static Optional<RecordedEvent> parse(byte[] line) {
    // Each byte is one character, whatever the encoding of the payload is.
    String[] fields = new String(line, StandardCharsets.ISO_8859_1).split("\t", FIELDS);
    if (fields.length < FIELDS) {
      return Optional.empty();
    }
    Matcher place = PLACE.matcher(fields[2]);
    Optional<RecordedEvent.Kind> kind = kind(fields[3]);
    if (!place.matches() || kind.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] payload =
          kind.get().binary()
              ? Base64.getDecoder().decode(fields[4])
              : fields[4].translateEscapes().getBytes(StandardCharsets.ISO_8859_1);
      return Optional.of(
          new RecordedEvent(
              Long.parseLong(fields[0]),
              new LineId(new Venue(fields[1]), place.group(1)),
              Integer.parseInt(place.group(2)),
              kind.get(),
              payload));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<RecordedEvent.Kind> kind(String letter) {
    return Arrays.stream(RecordedEvent.Kind.values())
        .filter(kind -> letter.equals(kind.letter()))
        .findFirst();
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }
}
