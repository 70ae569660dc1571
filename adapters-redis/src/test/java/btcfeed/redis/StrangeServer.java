package btcfeed.redis;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** A server that accepts connections as Redis does, and answers scripts as the test wants. */
final class StrangeServer implements AutoCloseable {
  private static final String OK = "+OK\r\n";

  private final ServerSocket listening;

  /**
   * The answer to a script by its name: {@code position}, {@code claim}, {@code read} or {@code
   * write}.
   */
  private volatile UnaryOperator<String> script;

  StrangeServer(UnaryOperator<String> script) throws IOException {
    this.script = script;
    this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  void answers(UnaryOperator<String> next) {
    script = next;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      InputStream in = new BufferedInputStream(client.getInputStream());
      while (true) {
        List<String> words = command(in);
        client.getOutputStream().write(answer(words).getBytes(StandardCharsets.ISO_8859_1));
      }
    } catch (IOException | NumberFormatException gone) {
      // The client closed the connection.
    }
  }

  private String answer(List<String> words) {
    return switch (words.getFirst().toUpperCase(Locale.ROOT)) {
      case "PING" -> "+PONG\r\n";
      case "SCRIPT" -> bulk("0".repeat(40));
      case "EVALSHA" -> script.apply(name(words.get(1)));
      default -> OK;
    };
  }

  private static String name(String sha) {
    if (sha.equals(Script.POSITION.sha())) {
      return "position";
    }
    if (sha.equals(Script.CLAIM.sha())) {
      return "claim";
    }
    return sha.equals(Script.READ.sha()) ? "read" : "write";
  }

  static String bulk(String text) {
    return "$" + text.length() + "\r\n" + text + "\r\n";
  }

  static String list(List<String> texts) {
    StringBuilder out = new StringBuilder("*" + texts.size() + "\r\n");
    texts.forEach(text -> out.append(bulk(text)));
    return out.toString();
  }

  private static List<String> command(InputStream in) throws IOException {
    int count = Integer.parseInt(line(in).substring(1));
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] word = in.readNBytes(Integer.parseInt(line(in).substring(1)));
      in.skipNBytes(2);
      words.add(new String(word, StandardCharsets.ISO_8859_1));
    }
    return words;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("ended");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
