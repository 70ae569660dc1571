package btcfeed.redis;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One question to a Redis on loopback, over a new connection. It needs no client with threads, so
 * it also suits a server that is just starting or dying.
 */
public final class RedisQuestion {
  private static final int MAX_LENGTH = 100_000;
  private static final int MAX_ELEMENTS = 64;

  private RedisQuestion() {}

  /**
   * Sends a command and returns the lines of its answer: one for a simple answer, one for each
   * element or line of a longer one. The list is empty after a timeout, an error or an answer that
   * is not Redis's.
   */
  public static List<String> ask(int port, Duration timeout, String... words) {
    return ask(port, timeout, Optional.empty(), words);
  }

  /** The same with a password. A Redis without a password answers too. */
  static List<String> ask(int port, Duration timeout, Optional<String> password, String... words) {
    try (Socket socket = new Socket()) {
      int timeoutMs = (int) timeout.toMillis();
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), timeoutMs);
      socket.setSoTimeout(timeoutMs);
      String login = password.map(secret -> command("AUTH", secret)).orElse("");
      socket.getOutputStream().write((login + command(words)).getBytes(StandardCharsets.US_ASCII));
      InputStream in = new BufferedInputStream(socket.getInputStream());
      if (password.isPresent()) {
        read(in);
      }
      return read(in);
    } catch (IOException | NumberFormatException e) {
      return List.of();
    }
  }

  private static String command(String... words) {
    StringBuilder out = new StringBuilder("*" + words.length + "\r\n");
    for (String word : words) {
      out.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    return out.toString();
  }

  private static List<String> read(InputStream in) throws IOException {
    String head = line(in);
    List<String> answer = new ArrayList<>();
    switch (head.isEmpty() ? ' ' : head.charAt(0)) {
      case '+', ':' -> answer.add(head.substring(1));
      case '$' -> {
        int length = Integer.parseInt(head.substring(1));
        // A negative length means nil, and nothing follows.
        if (length >= 0) {
          byte[] text = in.readNBytes(Math.min(length, MAX_LENGTH));
          answer.addAll(new String(text, StandardCharsets.UTF_8).lines().toList());
          line(in);
        }
      }
      case '*' -> {
        int elements = Math.min(MAX_ELEMENTS, Integer.parseInt(head.substring(1)));
        for (int i = 0; i < elements; i++) {
          answer.addAll(read(in));
        }
      }
      default -> {}
    }
    return answer;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.length() > MAX_LENGTH) {
        throw new IOException("not an answer of Redis");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
