package btcfeed.redis;

import java.time.Duration;

/**
 * The address of a store and how to log in.
 *
 * @param username empty for the default user
 * @param password empty for none; never printed
 * @param timeout longest wait for an answer, 10 ms to 1 min
 * @param clientName what CLIENT LIST shows; letters, digits, dots, dashes
 */
public record RedisTarget(
    Topology topology,
    String username,
    String password,
    Tls tls,
    int database,
    Duration timeout,
    String clientName) {

  /** Longest wait for an answer by default. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMillis(200);

  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(10);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

  public RedisTarget {
    if (database < 0) {
      throw new IllegalArgumentException("a Redis database is not negative, was " + database);
    }
    if (database > 0 && topology instanceof Topology.Cluster) {
      throw new IllegalArgumentException("a Redis Cluster has one database, 0, not " + database);
    }
    if (timeout.compareTo(SHORTEST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "a Redis timeout is 10 ms to 1 min, was " + timeout.toMillis() + " ms");
    }
    if (!clientName.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException("a client name is letters, digits, dots and dashes");
    }
  }

  /** A single server without password and encryption. */
  public static RedisTarget plain(String host, int port, Duration timeout) {
    return plain(new Topology.Single(new Topology.Node(host, port)), timeout);
  }

  /** A store without password and encryption. */
  public static RedisTarget plain(Topology topology, Duration timeout) {
    return new RedisTarget(topology, "", "", Tls.OFF, 0, timeout, "btc-feed");
  }

  /** The address without secrets: {@code redis://host:6379}, {@code rediss://} with TLS. */
  public String address() {
    return topology.address(tls.on());
  }

  /** One server's address in the form that Redisson takes. */
  String address(Topology.Node node) {
    return (tls.on() ? "rediss://" : "redis://") + node;
  }

  /** The text with the passwords masked. */
  String masked(String text) {
    String masked = password.isEmpty() ? text : text.replace(password, "****");
    return topology instanceof Topology.Sentinels asked && !asked.password().isEmpty()
        ? masked.replace(asked.password(), "****")
        : masked;
  }

  @Override
  public String toString() {
    return address()
        + (database == 0 ? "" : "/" + database)
        + (username.isEmpty() ? "" : " user " + username)
        + (password.isEmpty() ? "" : " password ****")
        + (tls.on() && !tls.verify() ? " unverified" : "");
  }
}
