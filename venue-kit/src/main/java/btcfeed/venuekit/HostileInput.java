package btcfeed.venuekit;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Input that a broken or hostile venue may send, for every codec ({@link HostileCodecContract}) and
 * every history. It must cause no exception, few reports, and work and memory in proportion to its
 * length.
 */
public final class HostileInput {
  /** Longest message of these, in bytes. */
  public static final int LONGEST = 10 * 1024 * 1024;

  /** A usual length of long ones: what is not linear cannot hide in it. */
  public static final int LONG = 256 * 1024;

  private static final Map<String, byte[]> DOCUMENTS = Collections.unmodifiableMap(made());

  private HostileInput() {}

  /** JSON values in the place of a price, a quantity or a time; no trade can have them. */
  public static List<String> values() {
    return List.of(
        "1e999999999",
        "\"1e999999999\"",
        "1e-999999999",
        "\"1e100000000\"",
        "1e99999999999999999999",
        "1e400",
        "-1e400",
        "\"NaN\"",
        "\"Infinity\"",
        "-1",
        "\"-1\"",
        "0",
        "0.0",
        "\"0.00000000\"",
        "-0",
        "9".repeat(400),
        "\"" + "9".repeat(400) + "\"",
        "0." + "3".repeat(400),
        "\"" + "1".repeat(100_000) + "\"",
        "\"\"",
        "\" 1\"",
        "\"1,5\"",
        "\"0x10\"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"\u0661\"",
        "null",
        "true",
        "{}",
        "[]",
        "[1]",
        "{\"a\":{\"b\":[1,2]}}",
        "[".repeat(40) + "]".repeat(40));
  }

  /** The same, of many bytes. */
  public static List<String> longValues() {
    return List.of(
        "\"" + "9".repeat(LONG) + "\"",
        "\"0." + "1".repeat(LONG) + "\"",
        "0." + "0".repeat(LONG) + "1",
        "1E+" + "9".repeat(LONG));
  }

  /** Rows that are no trades, so many that they fill about {@code bytes}; each ends in a comma. */
  public static List<String> badRows() {
    return List.of("{},", "[],", "null,", "1,", "\"\",", "{\"a\":1},");
  }

  /** Messages that are none, of any venue. */
  public static List<String> messages() {
    List<String> messages = new ArrayList<>();
    for (String part :
        List.of("[", "{\"a\":", "[{\"a\":[", "\"", "\\", "1", "-", "{},", "[],", ":", "\u0000")) {
      messages.add(repeated(part, LONG));
    }
    messages.add("[" + repeated("{},", LONG) + "1]");
    messages.add("{" + repeated("\"msg\":\"x\",", LONG) + "\"msg\":1}");
    messages.add("{\"a\":\"" + repeated("\\u0041", LONG) + "\"}");
    messages.add("{\"" + repeated("k", LONG) + "\":1}");
    messages.add("\uFEFF{}");
    messages.add("{} {}");
    return messages;
  }

  /** A text repeated up to about so many bytes. */
  public static String repeated(String part, int bytes) {
    return part.repeat(Math.max(1, bytes / part.length()));
  }

  /** Whole bodies or messages that are no news of trades, by what they are. */
  public static Map<String, byte[]> documents() {
    return DOCUMENTS;
  }

  private static Map<String, byte[]> made() {
    Map<String, byte[]> documents = new LinkedHashMap<>();
    documents.put("nothing", bytes(""));
    documents.put("a web page", bytes("<!DOCTYPE html><html><body>503</body></html>"));
    documents.put("a number without end", bytes("1" + "0".repeat(300_000)));
    documents.put("a huge exponent", bytes("1e999999999"));
    documents.put("objects without end", bytes("[" + "{},".repeat(300_000)));
    documents.put("arrays without end", bytes("[" + "[],".repeat(300_000)));
    documents.put("a million empty objects", bytes("[" + "{},".repeat(1_000_000) + "{}]"));
    documents.put("many empty arrays", bytes("[" + "[],".repeat(100_000) + "[]]"));
    documents.put("deep arrays", bytes("[".repeat(300_000)));
    documents.put("deep objects", bytes("{\"a\":".repeat(60_000)));
    documents.put("one text", bytes("\"" + "x".repeat(500_000) + "\""));
    documents.put("one key, again and again", bytes(keys("\"msg\":\"x\"", 60_000)));
    documents.put("one code, again and again", bytes(keys("\"code\":1", 60_000)));
    documents.put("many keys", bytes(manyKeys(30_000)));
    documents.put("two documents", bytes("[][]"));
    documents.put("an array with words behind it", bytes("[] true"));
    documents.put("not UTF-8", new byte[] {'[', '"', (byte) 0xC3, (byte) 0x28, '"', ']'});
    documents.put("a surrogate", new byte[] {'"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"'});
    documents.put("UTF-16", "[{}]".getBytes(StandardCharsets.UTF_16));
    documents.put("zeros", new byte[100_000]);
    documents.put("a lone quote", bytes("\""));
    documents.put("null", bytes("null"));
    return documents;
  }

  /** Every document that is cut, at each of its first and last bytes and some in between. */
  public static List<byte[]> cuts(byte[] document) {
    int step = Math.max(1, document.length / 200);
    return IntStream.range(0, document.length)
        .filter(cut -> cut % step == 0 || document.length - cut < 50)
        .mapToObj(cut -> Arrays.copyOf(document, cut))
        .toList();
  }

  private static String keys(String member, int count) {
    return "{" + (member + ",").repeat(count - 1) + member + "}";
  }

  private static String manyKeys(int count) {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : ",").append("\"k").append(i).append("\":").append(i);
    }
    return text.append('}').toString();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
