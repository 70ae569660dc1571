package btcfeed.bootstrap.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A Redis address as one text: {@code rediss://user:password@host:6380/0}.
 *
 * <p>Taken apart by hand because {@link java.net.URI} knows no host with an underscore, and such
 * names are common where containers are composed.
 *
 * @param port empty when the address has none
 */
record RedisUrl(
    boolean tls,
    Optional<String> username,
    Optional<Secret> password,
    String host,
    Optional<Integer> port,
    int database) {
  private static final int MOST_DATABASES = 65535;

  static Optional<RedisUrl> parse(String text) {
    int colon = text.indexOf("://");
    if (colon < 0 || text.indexOf('?') >= 0) {
      return Optional.empty();
    }
    return switch (text.substring(0, colon).toLowerCase(Locale.ROOT)) {
      case "redis" -> parse(false, text.substring(colon + 3));
      case "rediss" -> parse(true, text.substring(colon + 3));
      default -> Optional.empty();
    };
  }

  private static Optional<RedisUrl> parse(boolean tls, String rest) {
    int at = rest.lastIndexOf('@');
    String user = at < 0 ? "" : rest.substring(0, at);
    String place = rest.substring(at + 1);
    int slash = place.indexOf('/');
    String address = slash < 0 ? place : place.substring(0, slash);
    String path = slash < 0 ? "" : place.substring(slash + 1);
    int portColon = address.endsWith("]") ? -1 : address.lastIndexOf(':');
    String host = unbracket(portColon < 0 ? address : address.substring(0, portColon));
    String portText = portColon < 0 ? "" : address.substring(portColon + 1);
    int colon = user.indexOf(':');
    Optional<String> username = decode(colon < 0 ? user : user.substring(0, colon));
    Optional<String> password = decode(colon < 0 ? "" : user.substring(colon + 1));
    Optional<Integer> port = Kinds.PORT.read(portText);
    Optional<Long> database = path.isEmpty() ? Optional.of(0L) : wholeDatabase(path);
    boolean portUsable = portText.isEmpty() ? portColon < 0 : port.isPresent();
    if (!Kinds.isHost(host)
        || !portUsable
        || username.isEmpty()
        || password.isEmpty()
        || database.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RedisUrl(
            tls,
            username.filter(name -> !name.isEmpty()),
            password.filter(word -> !word.isEmpty()).map(Secret::new),
            host,
            port,
            database.get().intValue()));
  }

  private static Optional<Long> wholeDatabase(String path) {
    return Kinds.whole(path, 0, MOST_DATABASES);
  }

  private static String unbracket(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static Optional<String> decode(String text) {
    try {
      // A plus is a plus here, not a space: this is an address, not a form.
      return Optional.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
