package btcfeed.exchange.net;

import btcfeed.domain.time.Clock;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * Makes every connection to a venue: looks the name up each time, tries all its addresses, uses the
 * proxy that applies, and holds the trusted certificate authorities.
 *
 * <p>Any thread. A connector holds no connection and needs no close.
 */
public final class OutboundConnector {
  /** Looks up the addresses of a host name. May block; it is called on a thread of its own. */
  @FunctionalInterface
  public interface AddressResolver {
    /** Every address of a name, in the order of preference; never empty. */
    List<InetAddress> resolve(String host) throws UnknownHostException;
  }

  /** The name of this client in the {@code User-Agent} header of every request to a venue. */
  public static final String USER_AGENT = "btc-feed";

  private final NameLookup names;
  private final ProxySettings proxies;
  // Loaded by the first TLS connection, because loading the authorities is slow.
  private final Supplier<SSLContext> trust;
  private final Clock clock;

  /**
   * Makes a connector.
   *
   * @param trust the certificate authorities that are trusted
   * @param clock for deadlines, and for a {@code Retry-After} without a {@code Date}
   */
  public OutboundConnector(ProxySettings proxies, Supplier<SSLContext> trust, Clock clock) {
    this(host -> List.of(InetAddress.getAllByName(host)), proxies, trust, clock);
  }

  /** The same with another resolver of names. */
  public OutboundConnector(
      AddressResolver resolver, ProxySettings proxies, Supplier<SSLContext> trust, Clock clock) {
    this.names = new NameLookup(resolver);
    this.proxies = proxies;
    this.trust = trust;
    this.clock = clock;
  }

  /** Without a proxy, with the authorities that this Java trusts. */
  public static OutboundConnector direct(Clock clock) {
    return new OutboundConnector(ProxySettings.NONE, TrustedAuthorities::system, clock);
  }

  /**
   * Connects to a host: a TCP channel in blocking mode, ready for TLS or for the first request.
   *
   * @param host a name, or an address (an IPv6 one with or without brackets)
   * @param timeout for the name lookup, the attempts and the proxy's answer together
   * @param cancel closes the channel, now or at any later time; the caller must call it
   * @throws IOException with a message that names each address and its failure; also if the thread
   *     is interrupted
   */
  SocketChannel connect(String host, int port, Duration timeout, Cancellation cancel)
      throws IOException {
    Deadline deadline = Deadline.after(timeout, clock);
    String target = withoutBrackets(host);
    Optional<ProxyServer> proxy = proxies.proxyFor(target, port);
    return proxy.isPresent()
        ? through(proxy.get(), target, port, deadline, cancel)
        : connectDirectly(target, port, deadline, cancel);
  }

  /** The proxy that connections to a host go through. */
  public Optional<ProxyServer> proxyFor(String host, int port) {
    return proxies.proxyFor(withoutBrackets(host), port);
  }

  /**
   * The addresses of a host that do not accept a connection, each with the reason. For diagnosis:
   * {@link #connect} stops at the first address that works.
   *
   * @param timeout for the name lookup, and again for all the attempts
   */
  public Map<InetAddress, String> unreachable(String host, int port, Duration timeout)
      throws IOException {
    String target = withoutBrackets(host);
    List<InetAddress> addresses = names.addresses(target, Deadline.after(timeout, clock));
    Deadline deadline = Deadline.after(timeout, clock);
    return new ConnectionAttempts(target, port, deadline, new Cancellation()).failures(addresses);
  }

  /**
   * Connects to the host of a URI, with TLS for {@code wss} and {@code https}. The certificate and
   * the host name in it are always verified. Reads time out after {@code timeout} until the caller
   * sets another {@code soTimeout}.
   *
   * @throws IOException as {@link #connect} does, or if the TLS handshake fails
   */
  public Socket open(URI uri, Duration timeout, Cancellation cancel) throws IOException {
    SocketChannel channel = connect(uri.getHost(), port(uri), timeout, cancel);
    channel.socket().setSoTimeout(Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE));
    if (!secure(uri)) {
      return channel.socket();
    }
    SSLSocket socket =
        (SSLSocket)
            trust
                .get()
                .getSocketFactory()
                .createSocket(channel.socket(), uri.getHost(), port(uri), /* autoClose= */ true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** True for {@code wss} and {@code https}. */
  private static boolean secure(URI uri) {
    return uri.getScheme().equalsIgnoreCase("wss") || uri.getScheme().equalsIgnoreCase("https");
  }

  /** The port of a URI, or the usual one of its scheme. */
  public static int port(URI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : secure(uri) ? 443 : 80;
  }

  /** Path and query of a URI, as a request names them. */
  public static String target(URI uri) {
    String path = Optional.ofNullable(uri.getRawPath()).filter(it -> !it.isEmpty()).orElse("/");
    return path + Optional.ofNullable(uri.getRawQuery()).map(it -> "?" + it).orElse("");
  }

  Clock clock() {
    return clock;
  }

  private SocketChannel through(
      ProxyServer proxy, String host, int port, Deadline deadline, Cancellation cancel)
      throws IOException {
    SocketChannel channel;
    try {
      channel = connectDirectly(proxy.host(), proxy.port(), deadline, cancel);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(
          "the proxy " + proxy.address() + " cannot be reached: " + e.getMessage(), e);
    }
    ProxyTunnel.open(channel, proxy, host, port, deadline);
    return channel;
  }

  private SocketChannel connectDirectly(
      String host, int port, Deadline deadline, Cancellation cancel) throws IOException {
    List<InetAddress> addresses = names.addresses(host, deadline);
    return new ConnectionAttempts(host, port, deadline, cancel).connect(addresses);
  }

  static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
