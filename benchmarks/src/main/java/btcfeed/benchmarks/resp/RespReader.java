package btcfeed.benchmarks.resp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A blocking connection to a Redis on loopback. One thread; another may {@link #close} it, which
 * ends a read. Every read fails after ten seconds without a byte.
 */
public final class RespReader implements AutoCloseable {
  private static final int READ_TIMEOUT_MS = 10_000;

  private final Socket socket;
  private final OutputStream out;
  private final RespInput in;

  /** Connects. */
  public RespReader(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(READ_TIMEOUT_MS);
    out = socket.getOutputStream();
    in = new RespInput(socket.getInputStream());
  }

  /** Writes a command; the reply is read from {@link #in}. */
  public void send(String... command) throws IOException {
    out.write(encode(command));
  }

  /** The replies. */
  public RespInput in() {
    return in;
  }

  /** Sends a command that returns a number. */
  public long integer(String... command) throws IOException {
    send(command);
    return in.integer();
  }

  /** Sends a command that returns a text; empty if there is none. */
  public String text(String... command) throws IOException {
    send(command);
    return in.text();
  }

  /** An encoded command. */
  public static byte[] encode(String... command) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(ascii("*" + command.length + "\r\n"));
    for (String word : command) {
      byte[] text = word.getBytes(StandardCharsets.UTF_8);
      bytes.writeBytes(ascii("$" + text.length + "\r\n"));
      bytes.writeBytes(text);
      bytes.writeBytes(ascii("\r\n"));
    }
    return bytes.toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
