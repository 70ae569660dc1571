package btcfeed.exchange.line;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The HTTP/1.1 side of a WebSocket handshake: one request out, one response head in. */
final class HttpUpgrade {
  private static final int MAX_HEAD_BYTES = 16 * 1024;

  private HttpUpgrade() {}

  /**
   * The head of a response.
   *
   * @param headers by lower-case name; repeated ones joined by commas
   */
  record Response(int status, String reason, Map<String, String> headers) {
    Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }
  }

  /** Sends the request for an upgrade. */
  static void send(URI uri, Map<String, List<String>> headers, OutputStream out)
      throws IOException {
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String query = Optional.ofNullable(uri.getRawQuery()).map(q -> "?" + q).orElse("");
    StringBuilder request = new StringBuilder("GET " + path + query + " HTTP/1.1\r\n");
    headers.forEach(
        (name, values) ->
            request.append(name).append(": ").append(String.join(", ", values)).append("\r\n"));
    out.write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  /** Reads the response up to the blank line after its headers, and not one byte more. */
  static Response receive(InputStream in) throws IOException {
    byte[] head = new byte[1024];
    int length = 0;
    while (!endsHead(head, length)) {
      if (length == MAX_HEAD_BYTES) {
        throw new IOException("the answer's headers are longer than " + MAX_HEAD_BYTES + " bytes");
      }
      if (length == head.length) {
        head = Arrays.copyOf(head, length * 2);
      }
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the connection was closed during the handshake");
      }
      head[length++] = (byte) next;
    }
    return parse(new String(head, 0, length, StandardCharsets.ISO_8859_1));
  }

  private static boolean endsHead(byte[] head, int length) {
    return length >= 4
        && head[length - 1] == '\n'
        && head[length - 2] == '\r'
        && head[length - 3] == '\n'
        && head[length - 4] == '\r';
  }

  private static Response parse(String head) throws IOException {
    String[] lines = head.split("\r\n");
    String[] status = lines[0].split(" ", 3);
    if (!status[0].startsWith("HTTP/1.") || status.length < 2 || !status[1].matches("\\d{3}")) {
      throw new IOException("the answer is not HTTP: '" + PayloadSample.of(lines[0]) + "'");
    }
    Map<String, String> headers = new TreeMap<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.merge(
            line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
            line.substring(colon + 1).strip(),
            (a, b) -> a + ", " + b);
      }
    }
    return new Response(
        Integer.parseInt(status[1]), status.length > 2 ? PayloadSample.of(status[2]) : "", headers);
  }
}
