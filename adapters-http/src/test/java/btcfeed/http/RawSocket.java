package btcfeed.http;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A WebSocket client that can send invalid frames and can stop reading. */
final class RawSocket implements AutoCloseable {
  private static final String KEY = "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==";

  private final Socket socket;
  private final DataInputStream in;

  /**
   * A frame from the server.
   *
   * @param text one character per byte
   */
  record Frame(int opcode, String text) {
    int closeCode() {
      return (text.charAt(0) << 8) + text.charAt(1);
    }

    String closeReason() {
      return text.substring(2);
    }
  }

  private RawSocket(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new DataInputStream(socket.getInputStream());
  }

  /** An open WebSocket, which reads nothing by itself. */
  static RawSocket open(int port, String query) throws IOException {
    Socket socket = connect(port);
    socket.getOutputStream().write(request(port, query, KEY));
    RawSocket opened = new RawSocket(socket);
    String reply = head(opened.in);
    if (!reply.startsWith("HTTP/1.1 101 ")) {
      throw new AssertionError(reply);
    }
    return opened;
  }

  /** The response to a valid request with one more header field. */
  static String ask(int port, String query, String header) throws IOException {
    return raw(port, query, header.isEmpty() ? KEY : KEY + "\r\n" + header);
  }

  /** The response to a request with these and the usual header fields. */
  static String raw(int port, String query, String headers) throws IOException {
    try (Socket socket = connect(port)) {
      socket.getOutputStream().write(request(port, query, headers));
      return head(socket.getInputStream());
    }
  }

  void send(String hex) throws IOException {
    socket.getOutputStream().write(HexFormat.of().parseHex(hex));
  }

  /** Sends and then closes the output. */
  void sendLast(String hex) throws IOException {
    try {
      send(hex);
      socket.shutdownOutput();
    } catch (SocketException closed) {
      // The server may close before the client has sent everything.
    }
  }

  /** The complete frames until the server closes, with or without a close frame. */
  List<Frame> framesUntilClosed() throws IOException {
    List<Frame> frames = new ArrayList<>();
    try {
      for (int first = in.read(); first >= 0; first = in.read()) {
        frames.add(frame(first));
      }
    } catch (SocketException | EOFException closed) {
      // The server may also close in the middle of a frame.
    }
    return frames;
  }

  boolean isOpen() {
    return !socket.isClosed();
  }

  /** All frames until the server's close frame. */
  List<Frame> readAll() throws IOException {
    List<Frame> frames = new ArrayList<>();
    while (frames.isEmpty() || frames.getLast().opcode() != 8) {
      frames.add(frame(in.readUnsignedByte()));
    }
    return frames;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Frame frame(int first) throws IOException {
    int length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = Math.toIntExact(in.readLong());
    }
    byte[] payload = new byte[length];
    in.readFully(payload);
    return new Frame(first & 0xf, new String(payload, StandardCharsets.ISO_8859_1));
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4096);
    socket.setSoTimeout((int) TestServer.PATIENCE.toMillis());
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    return socket;
  }

  private static byte[] request(int port, String query, String headers) {
    return ("GET /api/v1/ws"
            + query
            + " HTTP/1.1\r\nHost: 127.0.0.1:"
            + port
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + headers
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Status line and header fields. */
  private static String head(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed after " + head);
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.US_ASCII);
  }
}
