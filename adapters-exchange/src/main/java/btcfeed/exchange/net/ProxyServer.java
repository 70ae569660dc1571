package btcfeed.exchange.net;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A proxy for outbound connections. Its text never contains the password.
 *
 * @param host a name or an address, an IPv6 one without brackets
 */
public record ProxyServer(
    Protocol protocol, String host, int port, Optional<Credentials> credentials) {
  /** The accepted forms of a proxy URL, for messages. */
  public static final String EXPECTED =
      "http://[user:password@]host[:port] or socks5://[user:password@]host[:port]; an https://"
          + " proxy and SOCKS4 are not supported; special characters in the password"
          + " percent-encoded";

  private static final Pattern URL =
      Pattern.compile(
          "(?:([A-Za-z][A-Za-z0-9]*)://)?(?:(.*)@)?(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)"
              + "(?::(\\d{1,5}))?/?");

  // RFC 1929: one byte holds the length.
  private static final int MAX_CREDENTIAL_BYTES = 255;

  /** The protocol that requests a tunnel. */
  public enum Protocol {
    /** HTTP with the method CONNECT, for every target and port. */
    HTTP(80),
    /** SOCKS version 5, RFC 1928. */
    SOCKS5(1080);

    private final int usualPort;

    Protocol(int usualPort) {
      this.usualPort = usualPort;
    }
  }

  /** User and password at the proxy. Their text is masked. */
  public record Credentials(String user, String password) {
    @Override
    public String toString() {
      return "***";
    }
  }

  /**
   * Reads the URL of a proxy; a text without a scheme is an HTTP proxy. {@code socks5} and {@code
   * socks5h} mean the same: the proxy looks names up.
   */
  public static Optional<ProxyServer> parse(String text) {
    Matcher url = URL.matcher(text);
    if (!url.matches()) {
      return Optional.empty();
    }
    Optional<Protocol> protocol =
        switch (Optional.ofNullable(url.group(1)).orElse("http").toLowerCase(Locale.ROOT)) {
          case "http" -> Optional.of(Protocol.HTTP);
          case "socks5", "socks5h" -> Optional.of(Protocol.SOCKS5);
          default -> Optional.empty();
        };
    Optional<Integer> port =
        Optional.ofNullable(url.group(4))
            .map(Integer::parseInt)
            .or(() -> protocol.map(kind -> kind.usualPort))
            .filter(number -> number >= 1 && number <= 65535);
    Optional<String> userInfo = Optional.ofNullable(url.group(2));
    Optional<Credentials> credentials = userInfo.flatMap(ProxyServer::credentials);
    if (protocol.isEmpty() || port.isEmpty() || userInfo.isPresent() != credentials.isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new ProxyServer(
            protocol.get(),
            OutboundConnector.withoutBrackets(url.group(3)),
            port.get(),
            credentials));
  }

  /** Host and port, for messages. */
  String address() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  /** Without user and password. */
  @Override
  public String toString() {
    return protocol.name().toLowerCase(Locale.ROOT) + "://" + address();
  }

  private static Optional<Credentials> credentials(String userInfo) {
    int colon = userInfo.indexOf(':');
    Optional<String> user = decode(colon < 0 ? userInfo : userInfo.substring(0, colon));
    Optional<String> password = decode(colon < 0 ? "" : userInfo.substring(colon + 1));
    return user.flatMap(name -> password.map(word -> new Credentials(name, word)));
  }

  private static Optional<String> decode(String text) {
    try {
      // A plus stays a plus: this is a URL and not a form.
      return Optional.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8))
          .filter(plain -> plain.getBytes(StandardCharsets.UTF_8).length <= MAX_CREDENTIAL_BYTES)
          .filter(plain -> plain.chars().noneMatch(c -> c < ' ' || c == 127));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
