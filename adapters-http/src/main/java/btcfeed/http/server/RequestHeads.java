package btcfeed.http.server;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The request lines and header fields of a connection, line by line, before the server reads them.
 *
 * <p>Old proxies and health checkers send requests of HTTP/1.0. The server gets them as HTTP/1.1
 * with {@code Connection: close}, and with a {@code Host} if they have none. Refused with 400,
 * because the server itself takes them: a method with a lower-case letter (methods are
 * case-sensitive, RFC 9110, section 9.1) and a field name that is empty or no token (section 5.1).
 *
 * <p>No request has a body here, so that one header follows the other; once the connection is a
 * stream, its bytes pass as they are. Threads: the connection's own.
 */
final class RequestHeads {
  private static final String NEW_VERSION = " HTTP/1.1\r\n";
  private static final String OLD_VERSION = " HTTP/1.0\r\n";
  private static final String END = "\r\n";
  private static final Pattern LOWER_CASE_METHOD =
      Pattern.compile("[^ ]*[a-z][^ ]* .*", Pattern.DOTALL);
  private static final Pattern FIELD =
      Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:.*", Pattern.DOTALL);

  private final DataReader socket;
  private final ConnectionLimit connection;
  private final int longestLine;
  private byte[] held = {};
  private boolean inside;
  private boolean old;
  private boolean host;

  RequestHeads(DataReader socket, ConnectionLimit connection, HttpOptions.Requests bounds) {
    this.socket = socket;
    this.connection = connection;
    this.longestLine = Math.max(bounds.lineBytes(), bounds.headerBytes());
  }

  /** What the server reads from. */
  DataReader reader() {
    return DataReader.create(this::next);
  }

  /** At most until the end of a header: what comes behind it is looked at when it is asked for. */
  private byte[] next() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    pass(out);
    while (out.size() == 0) {
      socket.ensureAvailable();
      byte[] more = socket.readBytes(socket.available());
      int before = held.length;
      held = Arrays.copyOf(held, before + more.length);
      System.arraycopy(more, 0, held, before, more.length);
      pass(out);
    }
    return out.toByteArray();
  }

  private void pass(ByteArrayOutputStream out) {
    int from = 0;
    boolean ended = false;
    for (int at = 0; at < held.length && !ended && !flows(); at++) {
      if (held[at] == '\n') {
        String line = new String(held, from, at + 1 - from, StandardCharsets.ISO_8859_1);
        ended = inside && line.equals(END);
        out.writeBytes(checked(line).getBytes(StandardCharsets.ISO_8859_1));
        from = at + 1;
      }
    }
    if (flows() || (!ended && held.length - from > longestLine)) {
      // Longer than any line the server takes: it refuses that itself.
      out.write(held, from, held.length - from);
      from = held.length;
    }
    held = Arrays.copyOfRange(held, from, held.length);
  }

  private boolean flows() {
    return connection.phase() == ConnectionLimit.Phase.FLOWING;
  }

  private String checked(String line) {
    if (!inside) {
      return requestLine(line);
    }
    if (line.equals(END)) {
      inside = false;
      return old ? (host ? "" : "Host: localhost\r\n") + "Connection: close\r\n" + END : END;
    }
    if (!FIELD.matcher(line).matches()) {
      throw refused("a field name is a token");
    }
    String name = line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
    host |= name.equals("host");
    return old && name.equals("connection") ? "" : line;
  }

  private String requestLine(String line) {
    if (LOWER_CASE_METHOD.matcher(line).matches()) {
      throw refused("methods are in upper case");
    }
    inside = true;
    host = false;
    old = line.endsWith(OLD_VERSION);
    if (!old) {
      return line;
    }
    connection.readingOldVersion();
    return line.substring(0, line.length() - OLD_VERSION.length()) + NEW_VERSION;
  }

  private static RequestException refused(String why) {
    return RequestException.builder()
        .type(DirectHandler.EventType.BAD_REQUEST)
        .message(why)
        .setKeepAlive(false)
        .build();
  }
}
