package btcfeed.benchmarks.venue;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * A WebSocket server on loopback that sends Binance trades to every connection, at a rate or as
 * fast as the sockets accept them.
 *
 * <p>The field {@code T} is the time of sending in microseconds. The simulator of the tests is not
 * used because it has a queue and a thread per client. On a busy machine that hop would be a
 * quarter of the measured latency. This server fills in a template and writes many frames at once.
 */
final class BlastVenue implements AutoCloseable {
  private static final String KEY_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final long FIRST_ID = 6_000_000_000L;
  private static final int FRAMES_A_WRITE = 128;
  private static final String FRAME =
      "{\"e\":\"trade\",\"E\":1767225600000000,\"s\":\"BTCUSDT\",\"t\":6000000000,"
          + "\"p\":\"64000.10000000\",\"q\":\"0.00150000\",\"T\":1767225600000000,"
          + "\"m\":false,\"M\":true}";
  private static final int HEADER_BYTES = 4;
  private static final int EVENT_TIME_AT = HEADER_BYTES + FRAME.indexOf("\"E\":") + 4;
  private static final int ID_AT = HEADER_BYTES + FRAME.indexOf("\"t\":") + 4;
  private static final int TRADE_TIME_AT = HEADER_BYTES + FRAME.indexOf("\"T\":") + 4;

  /** When the first and the last trade of a command were written, in microseconds since 1970. */
  record Sent(long firstUs, long lastUs) {
    @Override
    public String toString() {
      return "sent " + firstUs + " " + lastUs;
    }
  }

  private final ServerSocket server;
  private final List<Socket> connected = new CopyOnWriteArrayList<>();
  private final byte[] template;
  private final byte[] out;
  private long nextId = FIRST_ID;

  BlastVenue() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    byte[] text = FRAME.getBytes(StandardCharsets.US_ASCII);
    template = new byte[HEADER_BYTES + text.length];
    template[0] = (byte) 0x81;
    template[1] = 126;
    template[2] = (byte) (text.length >> 8);
    template[3] = (byte) text.length;
    System.arraycopy(text, 0, template, HEADER_BYTES, text.length);
    out = new byte[template.length * FRAMES_A_WRITE];
    Thread.ofPlatform().name("venue-accept").daemon().start(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  int connections() {
    return connected.size();
  }

  /** Sends {@code count} trades at {@code rate} per second; late ones at once. */
  Sent paced(int rate, int count) throws IOException {
    long start = System.nanoTime();
    long first = nowUs();
    int sent = 0;
    while (sent < count) {
      long due = Math.min(count, (System.nanoTime() - start) * rate / 1_000_000_000L + 1);
      if (due > sent) {
        int some = (int) Math.min(FRAMES_A_WRITE, due - sent);
        send(some);
        sent += some;
      } else {
        LockSupport.parkNanos(start + sent * 1_000_000_000L / rate - System.nanoTime());
      }
    }
    return new Sent(first, nowUs());
  }

  /** Sends {@code count} trades as fast as clients read. */
  Sent blast(int count) throws IOException {
    long first = nowUs();
    for (int sent = 0; sent < count; sent += FRAMES_A_WRITE) {
      send(Math.min(FRAMES_A_WRITE, count - sent));
    }
    return new Sent(first, nowUs());
  }

  private void send(int count) throws IOException {
    int at = 0;
    for (int i = 0; i < count; i++) {
      System.arraycopy(template, 0, out, at, template.length);
      long now = nowUs();
      digits(at + EVENT_TIME_AT, 16, now);
      digits(at + ID_AT, 10, nextId++);
      digits(at + TRADE_TIME_AT, 16, now);
      at += template.length;
    }
    for (Socket socket : connected) {
      socket.getOutputStream().write(out, 0, at);
    }
  }

  private void digits(int at, int width, long number) {
    long rest = number;
    for (int i = at + width - 1; i >= at; i--) {
      out[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        socket.setTcpNoDelay(true);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException _) {
        return; // Closed.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
      String key = "";
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        if (line.regionMatches(true, 0, "Sec-WebSocket-Key:", 0, 18)) {
          key = line.substring(18).trim();
        }
      }
      OutputStream answer = socket.getOutputStream();
      answer.write(
          ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  + "Sec-WebSocket-Accept: "
                  + accepted(key)
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      connected.add(socket);
      while (in.read() >= 0) {} // Client messages are ignored.
    } catch (IOException _) {
      // The client is gone.
    } finally {
      connected.remove(socket);
    }
  }

  private static String line(DataInputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private static String accepted(String key) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + KEY_SUFFIX).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  private static long nowUs() {
    Instant now = Instant.now();
    return now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : connected) {
      socket.close();
    }
  }
}
