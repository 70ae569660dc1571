package btcfeed.exchange.net;

import btcfeed.exchange.input.PayloadSample;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Opens a tunnel to a host through a proxy (HTTP CONNECT or SOCKS5), on a connection to the proxy.
 * The proxy looks the name up. It reads exactly the proxy's response, because what follows belongs
 * to the venue.
 *
 * <p>Each failure names the proxy and its response; none contains the password.
 */
final class ProxyTunnel {
  private static final int SOCKS_VERSION = 5;
  private static final int NO_AUTHENTICATION = 0;
  private static final int USER_AND_PASSWORD = 2;
  private static final int NONE_ACCEPTABLE = 0xFF;

  private final ProxyServer proxy;
  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;

  private ProxyTunnel(SocketChannel channel, ProxyServer proxy) throws IOException {
    this.proxy = proxy;
    this.socket = channel.socket();
    this.in = new DataInputStream(socket.getInputStream());
    this.out = socket.getOutputStream();
  }

  /** Opens the tunnel. After an exception the connection cannot be used. */
  static void open(
      SocketChannel channel, ProxyServer proxy, String host, int port, Deadline deadline)
      throws IOException {
    ProxyTunnel tunnel = new ProxyTunnel(channel, proxy);
    try {
      long leftMs = deadline.nanosLeft() / 1_000_000;
      tunnel.socket.setSoTimeout(Math.clamp(leftMs, 1, Integer.MAX_VALUE));
      switch (proxy.protocol()) {
        case HTTP -> tunnel.connect(host, port);
        case SOCKS5 -> tunnel.socks5(host, port);
      }
      tunnel.socket.setSoTimeout(0);
    } catch (SocketTimeoutException _) {
      throw tunnel.answered("nothing within " + deadline.seconds());
    } catch (EOFException _) {
      throw tunnel.answered("nothing and closed the connection");
    }
  }

  private void connect(String host, int port) throws IOException {
    String target = (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    String authorization =
        proxy
            .credentials()
            .map(who -> base64(who.user() + ":" + who.password()))
            .map(encoded -> "Proxy-Authorization: Basic " + encoded + "\r\n")
            .orElse("");
    String request =
        "CONNECT %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: %s\r\n%s\r\n"
            .formatted(target, target, OutboundConnector.USER_AGENT, authorization);
    send(request.getBytes(StandardCharsets.ISO_8859_1));
    ResponseHead head = head();
    if (head.status() / 100 != 2) {
      throw answered(
          head.status()
              + " "
              + PayloadSample.of(head.reason())
              + (head.status() == 407 ? authenticationAdvice() : ""));
    }
  }

  private ResponseHead head() throws IOException {
    try {
      return ResponseHead.read(in);
    } catch (InterruptedIOException | EOFException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("the proxy " + proxy.address() + ": " + e.getMessage(), e);
    }
  }

  private void socks5(String host, int port) throws IOException {
    send(
        proxy.credentials().isPresent()
            ? new byte[] {SOCKS_VERSION, 2, NO_AUTHENTICATION, USER_AND_PASSWORD}
            : new byte[] {SOCKS_VERSION, 1, NO_AUTHENTICATION});
    requireVersion(in.readUnsignedByte());
    int method = in.readUnsignedByte();
    switch (method) {
      case NO_AUTHENTICATION -> {}
      case USER_AND_PASSWORD -> authenticate();
      case NONE_ACCEPTABLE ->
          throw answered("that it accepts no way to authenticate" + authenticationAdvice());
      default -> throw answered("an unknown way to authenticate, " + method);
    }
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.writeBytes(new byte[] {SOCKS_VERSION, /* CONNECT */ 1, 0});
    Optional<InetAddress> address = NameLookup.literal(host);
    if (address.isPresent()) {
      byte[] bytes = address.get().getAddress();
      request.write(bytes.length == 4 ? 1 : 4);
      request.writeBytes(bytes);
    } else {
      request.write(3);
      text(request, host);
    }
    request.write(port >> 8);
    request.write(port);
    send(request.toByteArray());
    requireVersion(in.readUnsignedByte());
    int reply = in.readUnsignedByte();
    if (reply != 0) {
      throw answered(reason(reply));
    }
    in.skipNBytes(1);
    int boundAddressBytes =
        switch (in.readUnsignedByte()) {
          case 1 -> 4;
          case 3 -> in.readUnsignedByte();
          case 4 -> 16;
          default -> throw answered("an address of an unknown type");
        };
    in.skipNBytes(boundAddressBytes + 2);
  }

  /** RFC 1929. */
  private void authenticate() throws IOException {
    ProxyServer.Credentials who =
        proxy
            .credentials()
            .orElseThrow(
                () -> answered("that it requires user and password" + authenticationAdvice()));
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.write(1);
    text(request, who.user());
    text(request, who.password());
    send(request.toByteArray());
    in.skipNBytes(1);
    if (in.readUnsignedByte() != 0) {
      throw answered("that user or password is wrong");
    }
  }

  private void requireVersion(int version) throws IOException {
    if (version != SOCKS_VERSION) {
      throw answered("with something that is not SOCKS5");
    }
  }

  private void text(ByteArrayOutputStream request, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 255) {
      throw new IOException("the host name is too long for the proxy " + proxy.address());
    }
    request.write(bytes.length);
    request.writeBytes(bytes);
  }

  private void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  private IOException answered(String what) {
    return new IOException("the proxy " + proxy.address() + " answered " + what);
  }

  private String authenticationAdvice() {
    return proxy.credentials().isPresent()
        ? ": check user and password in the proxy's URL"
        : ": put user:password@ into the proxy's URL";
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** RFC 1928, section 6. */
  private static String reason(int reply) {
    return switch (reply) {
      case 1 -> "that it failed";
      case 2 -> "that its rules do not allow this connection";
      case 3 -> "that the network is unreachable";
      case 4 -> "that the host is unreachable";
      case 5 -> "that the host refused the connection";
      case 6 -> "that the time to live expired";
      case 7 -> "that it does not support the command CONNECT";
      case 8 -> "that it does not support this type of address";
      default -> "with the unknown code " + reply;
    };
  }
}
