package btcfeed.redis;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One question to a Redis on loopback, on a connection of its own: enough to look after one of our
 * own without a client that wants to stay.
 */
public final class RedisQuestion {
  private static final int LONGEST_LINE = 100_000;

  private RedisQuestion() {}

  /**
   * Asks and returns the lines of the answer without the protocol's marks: one for a plain answer,
   * one per element or line of a longer one. Nothing comes back if nobody answers in time, if it is
   * not Redis that does, or if it says no.
   */
  public static List<String> ask(int port, Duration within, String... words) {
    return ask(port, within, Optional.empty(), words);
  }

  /** The same of a Redis that wants this password; one that wants none answers too. */
  static List<String> ask(int port, Duration within, Optional<String> password, String... words) {
    try (Socket socket = new Socket()) {
      int ms = (int) within.toMillis();
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ms);
      socket.setSoTimeout(ms);
      String out = password.map(secret -> command("AUTH", secret)).orElse("") + command(words);
      socket.getOutputStream().write(out.getBytes(StandardCharsets.US_ASCII));
      BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
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

  private static List<String> read(BufferedReader in) throws IOException {
    String head = line(in);
    List<String> answer = new ArrayList<>();
    switch (head.isEmpty() ? ' ' : head.charAt(0)) {
      case '+', ':' -> answer.add(head.substring(1));
      case '$' -> {
        int length = Integer.parseInt(head.substring(1));
        // Nil: nothing follows.
        if (length >= 0) {
          lines(in, length, answer);
        }
      }
      case '*' -> {
        for (int left = Math.min(64, Integer.parseInt(head.substring(1))); left > 0; left--) {
          answer.addAll(read(in));
        }
      }
      default -> {}
    }
    return answer;
  }

  private static void lines(BufferedReader in, int length, List<String> answer) throws IOException {
    char[] text = new char[Math.clamp(length, 0, LONGEST_LINE)];
    int read = 0;
    while (read < text.length) {
      int more = in.read(text, read, text.length - read);
      if (more < 0) {
        return;
      }
      read += more;
    }
    answer.addAll(new String(text).lines().toList());
    line(in);
  }

  private static String line(BufferedReader in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.length() > LONGEST_LINE) {
        throw new IOException("not an answer of Redis");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
