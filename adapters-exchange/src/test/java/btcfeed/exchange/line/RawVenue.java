package btcfeed.exchange.line;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A venue that sends a fixed response to every handshake, then fixed bytes, and nothing more: not
 * even the response to a close frame.
 */
final class RawVenue implements AutoCloseable {
  /** Stands for the right value of the header {@code Sec-WebSocket-Accept}. */
  static final String ACCEPT = "<accept>";

  /** A trade in the language of Binance. */
  static final String TRADE =
      "{\"e\":\"trade\",\"s\":\"BTCUSDT\",\"t\":7,\"p\":\"1\",\"q\":\"2\",\"T\":1770000000000,"
          + "\"m\":true}";

  private static final Pattern KEY = Pattern.compile("(?i)Sec-WebSocket-Key: *(\\S+)");
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final ServerSocket listening;
  private final List<Socket> accepted = new CopyOnWriteArrayList<>();
  private final List<String> response;
  private final byte[] next;

  private RawVenue(List<String> response, byte[] next) throws IOException {
    this.listening = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    this.response = response;
    this.next = next;
    Thread.ofVirtual().start(this::acceptUntilClosed);
  }

  /**
   * Starts.
   *
   * @param response the lines of its answer, without the empty one at the end
   * @param next what it sends after that
   */
  static RawVenue start(List<String> response, byte[] next) throws IOException {
    return new RawVenue(response, next);
  }

  /** Starts one that accepts the upgrade. */
  static RawVenue upgrading(byte[] next) throws IOException {
    return start(
        List.of(
            "HTTP/1.1 101 Switching Protocols",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Accept: " + ACCEPT),
        next);
  }

  URI uri() {
    return URI.create("ws://127.0.0.1:" + listening.getLocalPort() + "/ws/btcusdt@trade");
  }

  /** Number of connections so far. */
  int connections() {
    return accepted.size();
  }

  /** A frame with this first byte. */
  static byte[] frame(int first, byte[] payload) {
    byte[] frame = new byte[10 + payload.length];
    frame[0] = (byte) first;
    frame[1] = 127;
    for (int i = 0; i < 8; i++) {
      frame[2 + i] = (byte) ((long) payload.length >>> (8 * (7 - i)));
    }
    System.arraycopy(payload, 0, frame, 10, payload.length);
    return frame;
  }

  static byte[] text(String message) {
    return frame(0x81, message.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : accepted) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void acceptUntilClosed() {
    try {
      while (true) {
        Socket socket = listening.accept();
        accepted.add(socket);
        Thread.ofVirtual().start(() -> answer(socket));
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  private void answer(Socket socket) {
    try {
      Matcher key = KEY.matcher(head(socket.getInputStream()));
      String accept = key.find() ? accept(key.group(1)) : "";
      String head = String.join("\r\n", response).replace(ACCEPT, accept) + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().write(next);
      socket.getOutputStream().flush();
    } catch (IOException _) {
      // The client left.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("the client left");
      }
      head.append((char) next);
    }
    return head.toString();
  }

  private static String accept(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
