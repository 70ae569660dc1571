package btcfeed.http;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Hostile and broken requests for one path: a valid request with a few random changes. The same
 * seed makes the same requests.
 */
final class RequestFuzz {
  /** The pieces to send, and what the client does afterwards. */
  record Shot(List<byte[]> pieces, End end) {
    @Override
    public String toString() {
      StringBuilder text = new StringBuilder(end.name());
      for (byte[] piece : pieces) {
        String chars = new String(piece, StandardCharsets.ISO_8859_1);
        String shown = chars.length() > 700 ? chars.substring(0, 700) + "..." : chars;
        text.append(" | ");
        shown.chars().forEach(c -> text.append(escaped((char) c)));
      }
      return text.toString();
    }

    private static String escaped(char c) {
      return switch (c) {
        case '\r' -> "\\r";
        case '\n' -> "\\n";
        case '\\' -> "\\\\";
        default -> c < ' ' || c > '~' ? String.format("\\x%02x", (int) c) : String.valueOf(c);
      };
    }
  }

  /** What a client does after it has sent everything. */
  enum End {
    /** Reads until the server closes. */
    READS,
    /** Closes its output and reads. */
    CLOSES_ITS_HALF,
    /** Closes without reading the response. */
    LEAVES,
    /** Resets the connection. */
    RESETS
  }

  private final Random random;
  private final String path;
  private final String token;

  private String method = "";
  private String target = "";
  private String version = "";
  private final List<String> headers = new ArrayList<>();
  private String body = "";
  private String lineEnd = "";

  RequestFuzz(long seed, String path, String token) {
    this.random = new Random(seed);
    this.path = path;
    this.token = token;
  }

  /** The next request. */
  Shot next() {
    byte[] bytes = one();
    int how = random.nextInt(25);
    if (how < 3) {
      bytes = pipelined(bytes);
    } else if (how < 6) {
      bytes = flipped(bytes);
    } else if (how == 6) {
      bytes = new byte[1 + random.nextInt(300)];
      random.nextBytes(bytes);
    }
    if (random.nextInt(12) == 0) {
      bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
    }
    End end = random.nextInt(3) == 0 ? any(List.of(End.values())) : End.READS;
    return new Shot(random.nextInt(8) == 0 ? inPieces(bytes) : List.of(bytes), end);
  }

  private byte[] one() {
    boolean acts = path.startsWith("/admin/");
    method = acts && random.nextInt(8) > 0 ? "POST" : "GET";
    target = path;
    version = "HTTP/1.1";
    headers.clear();
    headers.add("Host: a");
    body = "";
    lineEnd = "\r\n";
    if (random.nextInt(acts ? 8 : 3) > 1) {
      headers.add("Authorization: Bearer " + token);
    }
    List<Consumer<RequestFuzz>> ways = new ArrayList<>(WAYS);
    Collections.shuffle(ways, random);
    ways.subList(0, 1 + random.nextInt(1 + random.nextInt(4))).forEach(way -> way.accept(this));
    headers.add("Connection: close");
    String text =
        (method + " " + target + " " + version + lineEnd)
            + String.join(lineEnd, headers)
            + lineEnd
            + lineEnd
            + body;
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static final List<Consumer<RequestFuzz>> WAYS =
      List.of(
          fuzz -> fuzz.method = fuzz.any(FuzzWords.METHODS),
          fuzz -> fuzz.version = fuzz.any(FuzzWords.VERSIONS),
          RequestFuzz::climb,
          RequestFuzz::ask,
          RequestFuzz::ask,
          RequestFuzz::ask,
          RequestFuzz::ask,
          RequestFuzz::dress,
          RequestFuzz::dress,
          RequestFuzz::dress,
          RequestFuzz::dress,
          RequestFuzz::dress,
          RequestFuzz::carry,
          fuzz -> fuzz.lineEnd = fuzz.any(FuzzWords.LINE_ENDS),
          fuzz -> fuzz.headers.removeFirst(),
          fuzz ->
              fuzz.target =
                  fuzz.any(
                      List.of(
                          "",
                          "*",
                          "/",
                          "http://a" + fuzz.path,
                          "a:80",
                          "mailto:a",
                          "http:a",
                          "?",
                          FuzzWords.MARK)));

  /** Changes the path to another or an invalid one. */
  private void climb() {
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times; i++) {
      int at = random.nextInt(target.length() + 1);
      String slash = random.nextBoolean() ? "/" : "";
      target =
          target.substring(0, at) + slash + any(FuzzWords.PARTS) + slash + target.substring(at);
    }
  }

  private void ask() {
    StringBuilder query = new StringBuilder(target.contains("?") ? "&" : "?");
    int times = 1 + random.nextInt(1 + random.nextInt(6));
    for (int i = 0; i < times; i++) {
      query.append(spelt(any(FuzzWords.QUERY_NAMES))).append(random.nextInt(8) == 0 ? "" : "=");
      query.append(spelt(any(FuzzWords.QUERY_VALUES))).append(random.nextInt(8) == 0 ? "&&" : "&");
    }
    target += query.substring(0, query.length() - random.nextInt(2));
  }

  /** Usually encoded as a query requires. */
  private String spelt(String text) {
    return random.nextInt(5) == 0 ? text : URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void dress() {
    int times = 1 + random.nextInt(random.nextInt(20) == 0 ? 200 : 3);
    for (int i = 0; i < times; i++) {
      List<String> kind = random.nextInt(5) == 0 ? FuzzWords.BROKEN_HEADERS : FuzzWords.ODD_HEADERS;
      headers.add(random.nextInt(headers.size() + 1), any(kind));
    }
  }

  private void carry() {
    body = any(FuzzWords.BODIES);
    switch (random.nextInt(4)) {
      case 0 -> headers.add("Content-Length: " + body.length());
      case 1 -> headers.add("Content-Length: " + random.nextInt(20_000));
      case 2 -> headers.add("Transfer-Encoding: chunked");
      default -> {}
    }
  }

  private byte[] pipelined(byte[] first) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    int times = 1 + random.nextInt(5);
    for (int i = 0; i < times; i++) {
      String good = "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
      all.writeBytes(random.nextBoolean() ? good.getBytes(StandardCharsets.ISO_8859_1) : one());
    }
    all.writeBytes(first);
    return all.toByteArray();
  }

  private byte[] flipped(byte[] bytes) {
    int times = 1 + random.nextInt(4);
    for (int i = 0; i < times; i++) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private List<byte[]> inPieces(byte[] bytes) {
    List<byte[]> pieces = new ArrayList<>();
    int from = 0;
    while (from < bytes.length) {
      int to = Math.min(bytes.length, from + 1 + random.nextInt(bytes.length));
      pieces.add(Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
    return pieces;
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
