package btcfeed.http.server;

import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;
import io.helidon.webserver.ConnectionContext;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads the request lines and header fields of a connection before Helidon does.
 *
 * <p>Old proxies and health checkers send HTTP/1.0, which Helidon rejects. Helidon gets such a
 * request as HTTP/1.1 with {@code Connection: close} and a {@code Host}. Two faults that Helidon
 * accepts get 400: a method with a lower-case letter (methods are case-sensitive, RFC 9110, section
 * 9.1), and a field name that is not a token (section 5.1).
 *
 * <p>Requests have no body here, so one header follows another. Bytes of a stream pass unchanged.
 * Threads: the connection's own.
 */
final class RequestFilter {
  private static final String HTTP_11 = " HTTP/1.1\r\n";
  private static final String HTTP_10 = " HTTP/1.0\r\n";
  private static final String HEADER_END = "\r\n";
  private static final Pattern LOWER_CASE_METHOD =
      Pattern.compile("[^ ]*[a-z][^ ]* .*", Pattern.DOTALL);
  private static final Pattern FIELD =
      Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+:.*", Pattern.DOTALL);

  private final ConnectionContext connection;
  private final ConnectionPhase phase;
  private final int longestLine;
  private boolean inHeader;
  private boolean http10;
  private boolean hasHost;

  RequestFilter(ConnectionContext connection, ConnectionPhase phase, HttpOptions.Requests bounds) {
    this.connection = connection;
    this.phase = phase;
    this.longestLine = Math.max(bounds.lineBytes(), bounds.headerBytes());
  }

  /** The same connection for Helidon, with filtered input. */
  ConnectionContext context() {
    DataReader filtered = DataReader.create(this::next);
    return (ConnectionContext)
        Proxy.newProxyInstance(
            ConnectionContext.class.getClassLoader(),
            new Class<?>[] {ConnectionContext.class},
            (_, method, arguments) ->
                method.getName().equals("dataReader")
                    ? filtered
                    : method.invoke(connection, arguments));
  }

  /** Returns one line of a header, or what there is of a stream. */
  private byte[] next() {
    DataReader socket = connection.dataReader();
    String line;
    do {
      socket.ensureAvailable();
      int length = isStreaming() ? longestLine : lengthOf(socket);
      if (length >= longestLine) {
        return socket.readBytes(socket.available());
      }
      line = filtered(new String(socket.readBytes(length), StandardCharsets.ISO_8859_1));
    } while (line.isEmpty());
    return line.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The length of a line; that of the longest one for a line that Helidon itself refuses. */
  private int lengthOf(DataReader socket) {
    try {
      return socket.findNewLine(longestLine) + HEADER_END.length();
    } catch (DataReader.IncorrectNewLineException loneLineFeed) {
      return longestLine;
    }
  }

  private boolean isStreaming() {
    return phase.now() == ConnectionPhase.Phase.STREAMING;
  }

  private String filtered(String line) {
    if (!inHeader) {
      return requestLine(line);
    }
    if (line.equals(HEADER_END)) {
      inHeader = false;
      String added = hasHost ? "Connection: close\r\n" : "Host: localhost\r\nConnection: close\r\n";
      return http10 ? added + HEADER_END : HEADER_END;
    }
    if (!FIELD.matcher(line).matches()) {
      throw refused("a field name must be a token");
    }
    String name = line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT);
    hasHost |= name.equals("host");
    return http10 && name.equals("connection") ? "" : line;
  }

  private String requestLine(String line) {
    if (LOWER_CASE_METHOD.matcher(line).matches()) {
      throw refused("methods must be in upper case");
    }
    inHeader = true;
    hasHost = false;
    http10 = line.endsWith(HTTP_10);
    if (!http10) {
      return line;
    }
    phase.readsHttp10();
    return line.substring(0, line.length() - HTTP_10.length()) + HTTP_11;
  }

  private static RequestException refused(String reason) {
    return RequestException.builder()
        .type(DirectHandler.EventType.BAD_REQUEST)
        .message(reason)
        .setKeepAlive(false)
        .build();
  }
}
