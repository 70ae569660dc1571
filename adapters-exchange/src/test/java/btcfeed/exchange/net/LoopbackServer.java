package btcfeed.exchange.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** A TCP server on loopback that handles each connection as the test defines. */
final class LoopbackServer implements Closeable {
  final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
  private final ServerSocket server;
  private final List<Closeable> open = new CopyOnWriteArrayList<>();

  /** What happens on one connection; it is closed afterwards. */
  @FunctionalInterface
  interface Conversation {
    void with(Socket client) throws IOException;
  }

  private LoopbackServer(ServerSocket server) {
    this.server = server;
  }

  static LoopbackServer on(ServerSocket server, Conversation conversation) {
    LoopbackServer started = new LoopbackServer(server);
    Thread.startVirtualThread(() -> started.accept(conversation));
    return started;
  }

  static LoopbackServer start(Conversation conversation) throws IOException {
    return on(new ServerSocket(0, 50, address("127.0.0.1")), conversation);
  }

  /** Reads one request's head and answers with these bytes. */
  static LoopbackServer answering(byte[] response) throws IOException {
    LoopbackServer started = new LoopbackServer(new ServerSocket(0, 50, address("127.0.0.1")));
    Thread.startVirtualThread(
        () ->
            started.accept(
                client -> {
                  started.requests.add(head(client.getInputStream()));
                  client.getOutputStream().write(response);
                }));
    return started;
  }

  static LoopbackServer answering(String response) throws IOException {
    return answering(response.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A listener that drops every SYN: its backlog is full. */
  static LoopbackServer silent(String host, int port) throws IOException {
    LoopbackServer silent = new LoopbackServer(new ServerSocket(port, 1, address(host)));
    while (true) {
      Socket filler = new Socket();
      silent.open.add(filler);
      try {
        filler.connect(new InetSocketAddress(host, port), 200);
      } catch (SocketTimeoutException _) {
        return silent;
      }
    }
  }

  /** A port that is free at both addresses. */
  static ServerSocket portFreeAt(String host, String other) throws IOException {
    while (true) {
      ServerSocket bound = new ServerSocket(0, 50, address(host));
      try (ServerSocket _ = new ServerSocket(bound.getLocalPort(), 1, address(other))) {
        return bound;
      } catch (IOException _) {
        bound.close();
      }
    }
  }

  static InetAddress address(String literal) {
    return InetAddress.ofLiteral(literal);
  }

  static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return head.toString();
      }
      head.append((char) next);
    }
    return head.toString();
  }

  int port() {
    return server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Closeable each : new ArrayList<>(open)) {
      each.close();
    }
  }

  private void accept(Conversation conversation) {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.add(client);
        Thread.startVirtualThread(() -> converse(conversation, client));
      } catch (IOException _) {
        return;
      }
    }
  }

  private static void converse(Conversation conversation, Socket client) {
    try (client) {
      conversation.with(client);
    } catch (IOException _) {
      // The other side has closed.
    }
  }
}
