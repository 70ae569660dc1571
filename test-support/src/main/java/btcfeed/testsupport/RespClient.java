package btcfeed.testsupport;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A small Redis client, so that tests do not read back through the library that wrote. Blocking;
 * one thread.
 */
public final class RespClient implements AutoCloseable {
  /** Stands for nil. */
  public static final Object NIL = "(nil)";

  private final Socket socket;
  private final InputStream in;

  /** Connects to loopback. */
  public RespClient(int port, Duration timeout) throws IOException {
    socket = new Socket();
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) timeout.toMillis());
    socket.setSoTimeout((int) timeout.toMillis());
    in = new BufferedInputStream(socket.getInputStream());
  }

  /**
   * Sends a command and reads its answer: {@code String}, {@code Long}, {@link #NIL} or a {@code
   * List} of such. An error of the server is thrown as {@link RedisError}.
   */
  public Object command(String... words) {
    try {
      send(words);
      return read();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends a command without reading an answer. */
  public void send(String... words) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(("*" + words.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
    for (String word : words) {
      byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
      out.writeBytes(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.writeBytes(bytes);
      out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }
    socket.getOutputStream().write(out.toByteArray());
  }

  /** Reads one answer or, on a subscribed connection, one message. */
  public Object read() throws IOException {
    String line = line();
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '+' -> rest;
      case ':' -> Long.valueOf(rest);
      case '$' -> rest.equals("-1") ? NIL : text(Integer.parseInt(rest));
      case '*' -> rest.equals("-1") ? NIL : list(Integer.parseInt(rest));
      case '-' -> throw new RedisError(rest);
      default -> throw new IOException("not an answer: " + line);
    };
  }

  private List<Object> list(int length) throws IOException {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      list.add(read());
    }
    return list;
  }

  private String text(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    line();
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\r'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the server closed the connection");
      }
      line.write(b);
    }
    in.read();
    return line.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An error of the server. */
  public static final class RedisError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RedisError(String message) {
      super(message);
    }
  }
}
