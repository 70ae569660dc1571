package btcfeed.exchange.net;

import btcfeed.domain.time.Clock;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Makes every connection to a venue: looks the name up each time, tries all its addresses, goes
 * through the proxy that applies, and knows which certificate authorities are trusted.
 *
 * <p>Any thread. A connector holds no connection and needs no close.
 */
public final class OutboundConnector {
  /** The name of this client in the {@code User-Agent} header of every request to a venue. */
  public static final String USER_AGENT = "btc-feed";

  private final NameLookup names;
  private final SSLContext trust;
  private final Clock clock;

  OutboundConnector(AddressResolver resolver, SSLContext trust, Clock clock) {
    this.names = new NameLookup(resolver);
    this.trust = trust;
    this.clock = clock;
  }

  /** Without a proxy, with the authorities that this Java trusts. */
  public static OutboundConnector direct(Clock clock) {
    return new OutboundConnector(AddressResolver.SYSTEM, systemTrust(), clock);
  }

  /** The same with another set of trusted authorities, for tests with certificates of their own. */
  public static OutboundConnector direct(SSLContext trust, Clock clock) {
    return new OutboundConnector(AddressResolver.SYSTEM, trust, clock);
  }

  /**
   * Connects to a host: a TCP channel in blocking mode, ready for TLS or for the first request.
   *
   * @param host a name, or an address (an IPv6 one with or without brackets)
   * @param timeout for all of it: name lookup, attempts and the proxy's answer
   * @param cancel closes the channel, now or at any later time
   * @throws IOException with a message that names each address and its failure; interrupting the
   *     thread ends the attempt too
   */
  public SocketChannel connect(String host, int port, Duration timeout, Cancellation cancel)
      throws IOException {
    Deadline deadline = Deadline.after(timeout, clock);
    String name = withoutBrackets(host);
    return new ConnectionAttempts(name, port, deadline, cancel)
        .connect(names.addresses(name, deadline));
  }

  /**
   * Performs the TLS handshake on a connected channel. The certificate and the host name in it are
   * always verified. Reads on the channel's socket time out as its {@code soTimeout} says.
   */
  public Socket encrypt(SocketChannel channel, String host, int port) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            trust
                .getSocketFactory()
                .createSocket(channel.socket(), host, port, /* autoClose= */ true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** The trusted authorities. Whoever uses it for TLS must verify the host name. */
  public SSLContext trust() {
    return trust;
  }

  Clock clock() {
    return clock;
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static SSLContext systemTrust() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }
}
