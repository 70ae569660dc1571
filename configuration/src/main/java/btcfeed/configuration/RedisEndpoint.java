package btcfeed.configuration;

import btcfeed.redis.RedisTarget;
import btcfeed.redis.Tls;
import btcfeed.redis.Topology;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a Redis is and how to be let in. Safe to print: passwords are masked.
 *
 * @param topology without what Sentinels are told, which comes in the next two
 * @param sentinelUsername whom Sentinels are told we are, where there are any
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

  /** A Redis of our own on this machine, open to it alone. */
  public static RedisEndpoint loopback(int port) {
    return plain("127.0.0.1", port);
  }

  /** One server that asks nothing of anybody. */
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

  /** Every secret in it. */
  public List<Secret> secrets() {
    return Stream.of(password, sentinelPassword).flatMap(Optional::stream).toList();
  }

  /** True if the other surely shares a server with it; all names of this host count as one. */
  public boolean samePlaceAs(RedisEndpoint other) {
    return topology.nodes().stream()
        .anyMatch(
            node ->
                other.topology.nodes().stream()
                    .anyMatch(
                        theirs ->
                            node.port() == theirs.port()
                                && place(node.host()).equals(place(theirs.host()))));
  }

  private static String place(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    boolean here =
        lower.equals("localhost")
            || lower.equals("::1")
            || lower.equals("0.0.0.0")
            || lower.matches("127\\.\\d+\\.\\d+\\.\\d+");
    return here ? "localhost" : lower;
  }
}
