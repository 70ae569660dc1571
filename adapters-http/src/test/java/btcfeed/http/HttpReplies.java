package btcfeed.http;

import btcfeed.http.response.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The responses a client received on one connection, in order.
 *
 * @param rest bytes that are not a response; empty if all is well
 */
record HttpReplies(List<Reply> all, String rest) {
  private static final String BEGIN = "HTTP/1.1 ";

  /**
   * One response.
   *
   * @param headers by name, in any case; the values of a repeated field are joined
   * @param whole true if the body is complete, which it is not if the client left or for a stream
   */
  record Reply(int status, Map<String, String> headers, String body, boolean whole) {
    String header(String name) {
      return headers.getOrDefault(name, "");
    }

    boolean problem() {
      return header("Content-Type").equals(Problem.CONTENT_TYPE);
    }
  }

  static HttpReplies of(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    List<Reply> replies = new ArrayList<>();
    int at = 0;
    while (text.startsWith(BEGIN, at)) {
      int headEnd = text.indexOf("\r\n\r\n", at);
      if (headEnd < 0) {
        break;
      }
      List<String> head = List.of(text.substring(at, headEnd).split("\r\n"));
      Map<String, String> headers = headers(head.subList(1, head.size()));
      int status = Integer.parseInt(head.getFirst().substring(BEGIN.length(), BEGIN.length() + 3));
      int from = headEnd + 4;
      // A response to HEAD has no body.
      int to =
          from == text.length() || text.startsWith(BEGIN, from) ? from : end(text, from, headers);
      replies.add(
          new Reply(
              status,
              headers,
              text.substring(from, Math.min(to, text.length())),
              to <= text.length()));
      at = Math.min(to, text.length());
    }
    return new HttpReplies(replies, text.substring(at));
  }

  private static int end(String text, int from, Map<String, String> headers) {
    String length = headers.getOrDefault("Content-Length", "");
    if (!length.isEmpty()) {
      return from + Integer.parseInt(length);
    }
    if (headers.getOrDefault("Upgrade", "").equals("websocket")
        && !headers.containsKey("Content-Type")) {
      // The following bytes are no longer HTTP.
      return text.length();
    }
    if (headers.getOrDefault("Transfer-Encoding", "").equals("chunked")) {
      int last = text.indexOf("\r\n0\r\n\r\n", from);
      return last < 0 ? text.length() : last + 7;
    }
    return from;
  }

  private static Map<String, String> headers(List<String> lines) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : lines) {
      int colon = line.indexOf(':');
      headers.merge(
          line.substring(0, colon), line.substring(colon + 1).strip(), (a, b) -> a + "\n" + b);
    }
    return headers;
  }
}
