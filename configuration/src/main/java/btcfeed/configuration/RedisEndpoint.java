package btcfeed.configuration;

import btcfeed.redis.RedisTarget;
import btcfeed.redis.Tls;
import btcfeed.redis.Topology;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The address and the credentials of a Redis. Safe to print: passwords are masked.
 *
 * @param topology without the credentials for Sentinels
 * @param sentinelUsername the user for Sentinels
 */
public record RedisEndpoint(
    Topology topology,
    Optional<String> username,
    Optional<Secret> password,
    Optional<String> sentinelUsername,
    Optional<Secret> sentinelPassword,
    Tls tls,
    int database) {
  private static final String CLIENT_NAME = "btc-feed";

  /** A Redis on this computer without credentials. */
  public static RedisEndpoint loopback(int port) {
    return plain("127.0.0.1", port);
  }

  /** One server without credentials and encryption. */
  static RedisEndpoint plain(String host, int port) {
    return new RedisEndpoint(
        new Topology.Single(new Topology.Node(host, port)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Tls.OFF,
        0);
  }

  /** The server of a URL, whose certificate is checked. */
  static RedisEndpoint of(RedisUrl url) {
    return new RedisEndpoint(
        url.topology(),
        url.username(),
        url.password(),
        Optional.empty(),
        Optional.empty(),
        new Tls(url.tls(), true, Optional.empty(), Optional.empty()),
        url.database());
  }

  /** The same with another password. */
  public RedisEndpoint withPassword(Optional<Secret> other) {
    return new RedisEndpoint(
        topology, username, other, sentinelUsername, sentinelPassword, tls, database);
  }

  /** How the client reaches it. */
  public RedisTarget target(Duration timeout) {
    Topology reached =
        topology instanceof Topology.Sentinels sentinels
            ? new Topology.Sentinels(
                sentinels.nodes(),
                sentinels.master(),
                sentinelUsername.orElse(""),
                sentinelPassword.map(Secret::reveal).orElse(""))
            : topology;
    return new RedisTarget(
        reached,
        username.orElse(""),
        password.map(Secret::reveal).orElse(""),
        tls,
        database,
        timeout,
        CLIENT_NAME);
  }

  /** The address without user and password: {@code rediss://host:6379}. */
  public String address() {
    return topology.address(tls.on());
  }

  /** All its secrets. */
  public List<Secret> secrets() {
    return Stream.of(password, sentinelPassword).flatMap(Optional::stream).toList();
  }

  /** Whether both certainly share a server; all names of this computer are one. */
  public boolean samePlaceAs(RedisEndpoint other) {
    return !Collections.disjoint(places(), other.places());
  }

  private List<Topology.Node> places() {
    return topology.nodes().stream()
        .map(node -> new Topology.Node(normalized(node.host()), node.port()))
        .toList();
  }

  private static String normalized(String host) {
    boolean local = host.matches("(?i)localhost|::1|0\\.0\\.0\\.0|127\\.\\d+\\.\\d+\\.\\d+");
    return local ? "localhost" : host.toLowerCase(Locale.ROOT);
  }
}
