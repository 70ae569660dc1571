package btcfeed.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a Redis is and how to get in.
 *
 * @param username empty for the default user
 * @param password empty for none; never printed
 * @param verify whether the server's certificate and name are checked; false only on request
 * @param caFile PEM certificates to trust instead of the JDK's
 * @param timeout longest wait for an answer, 10 ms to 1 min
 * @param clientName what CLIENT LIST shows; letters, digits, dashes
 */
public record RedisTarget(
    String host,
    int port,
    String username,
    String password,
    boolean tls,
    boolean verify,
    Optional<Path> caFile,
    int database,
    Duration timeout,
    String clientName) {

  /** Longest wait for an answer unless told otherwise. */
  public static final Duration DEFAULT_TIMEOUT = Duration.ofMillis(200);

  private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(10);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);

  public RedisTarget {
    if (host.isBlank()) {
      throw new IllegalArgumentException("a Redis host is not empty");
    }
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("a Redis port is 1 to 65535, was " + port);
    }
    if (database < 0) {
      throw new IllegalArgumentException("a Redis database is not negative, was " + database);
    }
    if (timeout.compareTo(SHORTEST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(
          "a Redis timeout is 10 ms to 1 min, was " + timeout.toMillis() + " ms");
    }
    if (!clientName.matches("[A-Za-z0-9._-]{1,64}")) {
      throw new IllegalArgumentException("a client name is letters, digits, dots and dashes");
    }
  }

  /** A Redis without password and encryption, such as the embedded one. */
  public static RedisTarget plain(String host, int port, Duration timeout) {
    return new RedisTarget(
        host, port, "", "", false, true, Optional.empty(), 0, timeout, "btc-feed");
  }

  /** Where it is, without secrets: {@code redis://host:6379}, {@code rediss://} with TLS. */
  public String address() {
    String shown = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return (tls ? "rediss://" : "redis://") + shown + ":" + port;
  }

  /** The text with the password, should it hold it, blotted out. */
  String masked(String text) {
    return password.isEmpty() ? text : text.replace(password, "****");
  }

  @Override
  public String toString() {
    return address()
        + (database == 0 ? "" : "/" + database)
        + (username.isEmpty() ? "" : " user " + username)
        + (password.isEmpty() ? "" : " password ****")
        + (tls && !verify ? " unverified" : "");
  }
}
