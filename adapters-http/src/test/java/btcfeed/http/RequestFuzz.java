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
 * Requests for one path as somebody would send them who means harm, or is broken: a good one, made
 * worse in a few ways at once. The same seed makes the same ones.
 */
final class RequestFuzz {
  /** Stands in all that is made up; no answer may bring it back. */
  static final String MARK = "Zq7xFuzz";

  private static final List<String> METHODS =
      List.of(
          "GET",
          "GET",
          "GET",
          "HEAD",
          "POST",
          "POST",
          "OPTIONS",
          "PUT",
          "DELETE",
          "PATCH",
          "TRACE",
          "CONNECT",
          "PRI",
          "BREW",
          "get",
          "GeT",
          "G",
          "GET\0",
          "GE T",
          "",
          " GET",
          "G\u00e9T",
          "GET/",
          "../GET",
          "GET,POST",
          MARK,
          "X".repeat(300),
          "M".repeat(6000),
          "{}",
          "\"GET\"");

  private static final List<String> VERSIONS =
      List.of(
          "HTTP/1.0",
          "HTTP/1.0",
          "HTTP/0.9",
          "HTTP/1.2",
          "HTTP/2.0",
          "HTTP/3",
          "HTTP/11",
          "HTTP/1",
          "HTTP/",
          "HTTP",
          "",
          "http/1.1",
          "HTTP/1.1 ",
          "HTTP/1.1 " + MARK,
          "HTTP/-1.1",
          "FTP/1.1",
          "HTTP/1.1\0",
          "HTTP/999999999999.9");

  private static final List<String> PARTS =
      List.of(
          "..",
          "../..",
          "%2e%2e",
          "%2e%2e%2f",
          "..%2f",
          "%2f",
          "%5c",
          "\\",
          "..\\",
          "//",
          "/./",
          ".",
          "%00",
          "\0",
          "%",
          "%2",
          "%zz",
          "%u0041",
          "%c0%af",
          "%c0%ae",
          "%ff",
          "%fe%ff",
          "%25%32%65",
          "%252e",
          "%0d%0aX-Injected:%20" + MARK,
          "%0a",
          "%20",
          ";a=b",
          ";jsessionid=1",
          "?",
          "??",
          "&",
          "=",
          "#",
          "#" + MARK,
          "*",
          "{venue}",
          "${x}",
          "{}",
          "[]",
          "<script>",
          "'",
          "\"",
          "|",
          "^",
          "`",
          "~",
          "+",
          ":",
          "@",
          "\u00e9",
          "\u0080",
          "\t",
          " ",
          MARK,
          "A".repeat(200),
          "a".repeat(5000),
          "%41".repeat(1500),
          "/".repeat(3000),
          "etc/passwd",
          "WEB-INF/web.xml",
          "http://" + MARK + "/",
          "//" + MARK + "/",
          "index.html",
          "dashboard.js",
          "admin");

  private static final List<String> QUERY_NAMES =
      List.of(
          "symbol",
          "venue",
          "after",
          "limit",
          "interval",
          "from",
          "to",
          "events",
          MARK,
          "",
          "a[]",
          "__proto__",
          "limit%00",
          "%",
          "symbol ");

  private static final List<String> QUERY_VALUES =
      List.of(
          "",
          "0",
          "-1",
          "1",
          "1001",
          "99999999999999999999",
          "1e400",
          "NaN",
          "0x10",
          "BTC-USD",
          "btc-usdt",
          "BTC",
          "BTC-",
          "-",
          "0-0",
          "1-1",
          "9223372036854775807-9223372036854775807",
          "9223372036854775808-0",
          "-1--1",
          "1m",
          "1s",
          "1d",
          "1y",
          "tick",
          "tick,tick",
          "tick,,",
          "tick," + MARK,
          "1970-01-01T00:00:00Z",
          "+292278994-08-17T07:12:55.807Z",
          "10000-01-01",
          "%00",
          "%zz",
          "%f0%9f%92%a9",
          "\u00e9",
          "' or 1=1",
          "${jndi:ldap://" + MARK + "}",
          MARK,
          "x".repeat(1000),
          "9".repeat(400),
          "{{7*7}}",
          "binance",
          "..%2f..%2f");

  /** Fine by themselves, and odd to find here. */
  private static final List<String> ODD_HEADERS =
      List.of(
          "TE: trailers",
          "Trailer: X",
          "Expect: 100-continue",
          "Expect: " + MARK,
          "Connection: close",
          "Connection: keep-alive",
          "Connection: upgrade, close",
          "Connection: Host",
          "Upgrade: h2c",
          "Upgrade: websocket",
          "HTTP2-Settings: AAMAAABk",
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
          "Sec-WebSocket-Version: 13",
          "Accept: */*",
          "Accept: text/html",
          "Accept: application/json;q=2",
          "Accept: ;;;",
          "Accept: " + "a/b,".repeat(500),
          "Accept: text/event-stream",
          "Accept: \"" + MARK,
          "Accept-Encoding: gzip",
          "Accept-Encoding: *;q=0",
          "Accept-Language: " + MARK,
          "Accept-Charset: utf-7",
          "Range: bytes=0-",
          "Range: bytes=-1,0-9999999999999",
          "If-None-Match: *",
          "If-Modified-Since: yesterday",
          "Authorization: Bearer " + MARK,
          "Authorization: Bearer",
          "Authorization: Basic " + MARK,
          "Cookie: a=b; " + MARK + "=1",
          "Cookie: " + "a".repeat(3000),
          "Origin: null",
          "Origin: http://" + MARK,
          "Access-Control-Request-Method: POST",
          "X-Forwarded-For: " + MARK,
          "Forwarded: for=\"_" + MARK + "\"",
          "X-HTTP-Method-Override: DELETE",
          "X-Original-URL: /admin/failover",
          "Last-Event-ID: 0-0",
          "Last-Event-ID: 1-1",
          "Last-Event-ID:",
          "Last-Event-ID: " + MARK,
          "Last-Event-ID: -1",
          "Last-Event-ID: 99999999999999999999-0",
          "Last-Event-ID: " + "9".repeat(2000),
          "last-event-id: 2-0",
          "X:",
          "X-" + "n".repeat(2000) + ": 1",
          "Content-Type: application/json",
          "Content-Type: " + MARK,
          "Content-Encoding: gzip",
          "Max-Forwards: 0",
          "Via: 1.1 " + MARK,
          "Date: never");

  /** No good request has these. */
  private static final List<String> BROKEN_HEADERS =
      List.of(
          "Host: b",
          "Host:",
          "Host: a:99999",
          "Host: " + MARK + "/..",
          "Host: [::1",
          "hOsT: a",
          "Content-Length: 0",
          "Content-Length: 5",
          "Content-Length: -1",
          "Content-Length: +5",
          "Content-Length: 5, 5",
          "Content-Length: 0x5",
          "Content-Length: 99999999999999999999",
          "Content-Length: 1e3",
          "Content-Length:",
          "Transfer-Encoding: chunked",
          "Transfer-Encoding: chunked, chunked",
          "Transfer-Encoding: identity",
          "Transfer-Encoding: gzip, chunked",
          "Transfer-Encoding:\u000bchunked",
          "Transfer-Encoding: x",
          "Authorization: \u0000",
          "Last-Event-ID: 1-1\u0000",
          "Last-Event-ID: \u00e9",
          "X-Bad\u0000Name: 1",
          "X Bad: 1",
          ": no name",
          "no colon",
          " folded",
          "\tfolded",
          "X: " + "v".repeat(17_000),
          "X: \u00ff\u00fe",
          "X: a\rb",
          "X: a\nY: b");

  private static final List<String> BODIES =
      List.of(
          "hello",
          "{}",
          "{\"a\":",
          MARK,
          "\0\0\0",
          "5\r\nhello\r\n0\r\n\r\n",
          "0\r\n\r\n",
          "-1\r\nx\r\n",
          "ffffffffffffffffff\r\nx",
          "5;ext=" + MARK + "\r\nhello\r\n0\r\nT: 1\r\n\r\n",
          "zz\r\nhello\r\n",
          "5\nhello\n0\n\n",
          "1\r\nab\r\n0\r\n\r\n",
          "\r\n\r\n",
          "GET /health HTTP/1.1\r\nHost: smuggled\r\n\r\n",
          "x".repeat(9000));

  private static final List<String> LINE_ENDS =
      List.of("\n", "\r", "\r\r\n", "\n\r", "\r\n ", "\0\r\n");

  /** What is sent, in which pieces, and what is done then. */
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

  /** What a client does when it has sent all it wants to. */
  enum End {
    /** Reads until the server closes. */
    READS,
    /** Says that nothing more will come, and reads. */
    CLOSES_ITS_HALF,
    /** Is gone, without a look at the answer. */
    LEAVES,
    /** Is gone, and lets the other side find out. */
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

  /** The next one. */
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
          fuzz -> fuzz.method = fuzz.any(METHODS),
          fuzz -> fuzz.version = fuzz.any(VERSIONS),
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
          fuzz -> fuzz.lineEnd = fuzz.any(LINE_ENDS),
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
                          MARK)));

  /** A path that is another one, or none. */
  private void climb() {
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times; i++) {
      int at = random.nextInt(target.length() + 1);
      String slash = random.nextBoolean() ? "/" : "";
      target = target.substring(0, at) + slash + any(PARTS) + slash + target.substring(at);
    }
  }

  private void ask() {
    StringBuilder query = new StringBuilder(target.contains("?") ? "&" : "?");
    int times = 1 + random.nextInt(1 + random.nextInt(6));
    for (int i = 0; i < times; i++) {
      query.append(spelt(any(QUERY_NAMES))).append(random.nextInt(8) == 0 ? "" : "=");
      query.append(spelt(any(QUERY_VALUES))).append(random.nextInt(8) == 0 ? "&&" : "&");
    }
    target += query.substring(0, query.length() - random.nextInt(2));
  }

  /** As a good client would write it in a query, mostly. */
  private String spelt(String text) {
    return random.nextInt(5) == 0 ? text : URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private void dress() {
    int times = 1 + random.nextInt(random.nextInt(20) == 0 ? 200 : 3);
    for (int i = 0; i < times; i++) {
      List<String> kind = random.nextInt(5) == 0 ? BROKEN_HEADERS : ODD_HEADERS;
      headers.add(random.nextInt(headers.size() + 1), any(kind));
    }
  }

  private void carry() {
    body = any(BODIES);
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
