package btcfeed.simulator;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLSocket;

/**
 * A WebSocket server (RFC 6455) on plain sockets, on loopback only, that also serves HTTP pages.
 * Handshake and reading follow the standard; what it sends is up to the caller, also invalid bytes.
 * One virtual thread accepts, two serve each client, one serves each page.
 */
final class WebSocketServer implements AutoCloseable {
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int BACKLOG = 128;

  private final ServerSocket listening;
  private final Handler handler;
  private final Set<Peer> peers = ConcurrentHashMap.newKeySet();

  /** Decides about clients and receives their messages. Any thread. */
  interface Handler extends Peer.Listener {
    /** Answers a request; {@link HttpAnswer.Upgrade} only a handshake. */
    HttpAnswer answer(RequestHead request);

    /** A client is connected. It gets no message before this returns. */
    void connected(Peer peer, RequestHead request);
  }

  /**
   * Listens on a free port of loopback.
   *
   * @param sockets plain, or TLS
   */
  WebSocketServer(ServerSocketFactory sockets, Handler handler) throws IOException {
    this.handler = handler;
    listening = sockets.createServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().name("simulator accept").start(this::accept);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** The connected clients. */
  Set<Peer> peers() {
    return Set.copyOf(peers);
  }

  /** Stops listening and resets every client. */
  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      // Closed in any case.
    }
    peers.forEach(Peer::reset);
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        Thread.ofVirtual().name("simulator read").start(() -> serve(socket));
      } catch (IOException e) {
        // Closed, or the client left while it was accepted.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      RequestHead request = RequestHead.read(in, socket instanceof SSLSocket);
      handler.awaitThaw();
      // An unread body would make the operating system reset the connection.
      in.skipNBytes(request.bodyBytes());
      switch (handler.answer(request)) {
        case HttpAnswer.Upgrade _ -> upgrade(new Peer(socket, in, handler), request);
        case HttpAnswer.None _ -> in.transferTo(OutputStream.nullOutputStream());
        case HttpAnswer.Page page -> answer(socket, page);
      }
    } catch (IOException e) {
      // The client left, or did not send an HTTP request.
    }
  }

  private void upgrade(Peer peer, RequestHead request) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Upgrade", "websocket");
    headers.put("Connection", "Upgrade");
    headers.put("Sec-WebSocket-Accept", accepting(request.webSocketKey().orElse("")));
    peers.add(peer);
    peer.send(RequestHead.answer("101 Switching Protocols", headers));
    handler.connected(peer, request);
    Thread.ofVirtual().name("simulator write").start(peer::write);
    peer.read();
    peers.remove(peer);
  }

  private static void answer(Socket socket, HttpAnswer.Page page) throws IOException {
    byte[] body = page.body().getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = new LinkedHashMap<>(page.headers());
    headers.put("Content-Type", "application/json");
    headers.put("Content-Length", Integer.toString(body.length));
    headers.put("Connection", "close");
    OutputStream out = socket.getOutputStream();
    String outcome = page.status() == 200 ? " OK" : " Refused";
    out.write(RequestHead.answer(page.status() + outcome, headers));
    out.write(body);
    out.flush();
    socket.shutdownOutput();
  }

  private static String accepting(String key) {
    try {
      MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
      byte[] digest = sha1.digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
