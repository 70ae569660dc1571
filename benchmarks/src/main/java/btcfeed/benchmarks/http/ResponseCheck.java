package btcfeed.benchmarks.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads HTTP answers with a Content-Length. */
public final class ResponseCheck {
  private static final int TIMEOUT_MS = 10_000;

  private ResponseCheck() {}

  /** Reads one complete answer; returns its status. */
  static int read(InputStream in) throws IOException {
    int status = Integer.parseInt(line(in).split(" ", 3)[1]);
    in.skipNBytes(length(in));
    return status;
  }

  /** The size in bytes of an answer of a server on this computer. */
  public static int length(int port, String path) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MS);
      ask(socket, path);
      return length(socket.getInputStream());
    }
  }

  /** Reads the rest of the head. */
  private static int length(InputStream in) throws IOException {
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(line.indexOf(':') + 1).trim());
      }
    }
    return length;
  }

  /** Nanoseconds from connecting to the first byte of the page. */
  public static long firstByte(int port, String path) throws IOException {
    long begin = System.nanoTime();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(TIMEOUT_MS);
      ask(socket, path);
      if (socket.getInputStream().read() < 0) {
        throw new EOFException("closed without an answer");
      }
      return System.nanoTime() - begin;
    }
  }

  private static void ask(Socket socket, String path) throws IOException {
    socket
        .getOutputStream()
        .write(
            ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("closed in the middle of an answer");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }
}
