package btcfeed.exchange.net;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A proxy on loopback that connects every name to one port of this machine. */
final class TestProxy implements Closeable {
  private static final String USER = "user";
  private static final String PASSWORD = "p@ss";

  /** The requested targets, as {@code host:port}. */
  final BlockingQueue<String> targets = new LinkedBlockingQueue<>();

  private final int targetPort;
  private final boolean authenticate;
  private final LoopbackServer server;
  private final String scheme;

  private TestProxy(String scheme, int targetPort, boolean authenticate) throws IOException {
    this.scheme = scheme;
    this.targetPort = targetPort;
    this.authenticate = authenticate;
    this.server = LoopbackServer.start(scheme.equals("http") ? this::connectMethod : this::socks5);
  }

  static TestProxy http(int targetPort, boolean authenticate) throws IOException {
    return new TestProxy("http", targetPort, authenticate);
  }

  static TestProxy socks5(int targetPort, boolean authenticate) throws IOException {
    return new TestProxy("socks5", targetPort, authenticate);
  }

  String url() {
    String user = authenticate ? USER + ":p%40ss@" : "";
    return scheme + "://" + user + "127.0.0.1:" + server.port();
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void connectMethod(Socket client) throws IOException {
    String head = LoopbackServer.head(client.getInputStream());
    OutputStream out = client.getOutputStream();
    String expected =
        Base64.getEncoder()
            .encodeToString((USER + ":" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    if (authenticate && !head.contains("Proxy-Authorization: Basic " + expected + "\r\n")) {
      out.write(
          "HTTP/1.1 407 Proxy Authentication Required\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      return;
    }
    targets.add(head.split(" ", 3)[1]);
    out.write(
        "HTTP/1.1 200 Connection established\r\nVia: test\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII));
    relay(client);
  }

  private void socks5(Socket client) throws IOException {
    DataInputStream in = new DataInputStream(client.getInputStream());
    OutputStream out = client.getOutputStream();
    in.readByte();
    byte[] methods = new byte[in.readUnsignedByte()];
    in.readFully(methods);
    out.write(new byte[] {5, (byte) (authenticate ? 2 : 0)});
    if (authenticate) {
      in.readByte();
      String who = text(in) + ":" + text(in);
      out.write(new byte[] {1, (byte) (who.equals(USER + ":" + PASSWORD) ? 0 : 1)});
    }
    in.skipNBytes(3);
    String host =
        switch (in.readByte()) {
          case 1 ->
              in.readUnsignedByte() + "." + in.readUnsignedByte() + "." + in.readUnsignedShort();
          case 3 -> text(in);
          default -> "?";
        };
    targets.add(host + ":" + in.readUnsignedShort());
    out.write(new byte[] {5, 0, 0, 3, 4, 't', 'e', 's', 't', 0, 80});
    relay(client);
  }

  private static String text(DataInputStream in) throws IOException {
    byte[] bytes = new byte[in.readUnsignedByte()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void relay(Socket client) throws IOException {
    try (Socket target = new Socket(LoopbackServer.address("127.0.0.1"), targetPort)) {
      Thread forward = Thread.startVirtualThread(() -> copy(client, target));
      copy(target, client);
      client.close();
      forward.interrupt();
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException _) {
      // One side has closed.
    }
  }
}
