package btcfeed.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The head of an HTTP request.
 *
 * @param target path and query, as sent
 * @param headers by lower-case name
 */
record RequestHead(String method, String target, Map<String, String> headers) {
  private static final int MAX_BYTES = 16 * 1024;

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
  }

  /** The target without its query. */
  String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /** What follows the question mark; empty if nothing does. */
  String query() {
    int query = target.indexOf('?');
    return query < 0 ? "" : target.substring(query + 1);
  }

  /** Reads one head, up to its blank line. */
  static RequestHead read(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int next = in.read();
      if (next < 0 || head.length() > MAX_BYTES) {
        throw new IOException("not an HTTP request");
      }
      head.append((char) (next & 0xFF));
    }
    String[] lines = head.toString().split("\r\n");
    String[] first = lines[0].split(" ");
    if (first.length != 3) {
      throw new IOException("not an HTTP request: " + lines[0]);
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip());
      }
    }
    return new RequestHead(first[0], first[1], headers);
  }

  /** The first line and the headers of an answer, as they go over the wire. */
  static byte[] answer(String status, Map<String, String> headers) {
    StringBuilder answer = new StringBuilder("HTTP/1.1 " + status + "\r\n");
    headers.forEach((name, value) -> answer.append(name + ": " + value + "\r\n"));
    return answer.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
