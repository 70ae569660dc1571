package btcfeed.bootstrap.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a Redis is and how to be let in. Safe to print: the password is masked.
 *
 * @param tls whether the connection is encrypted
 * @param verify whether the server's certificate and name are checked; says nothing without TLS
 * @param caFile PEM file of the authorities to trust instead of the system's
 */
public record RedisEndpoint(
    String host,
    int port,
    Optional<String> username,
    Optional<Secret> password,
    boolean tls,
    boolean verify,
    Optional<Path> caFile,
    int database) {
  /** A Redis of our own on this machine, open to it alone. */
  public static RedisEndpoint loopback(int port) {
    return new RedisEndpoint(
        "127.0.0.1", port, Optional.empty(), Optional.empty(), false, true, Optional.empty(), 0);
  }

  /** The address without user and password: {@code rediss://host:6379}. */
  public String address() {
    String name = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return (tls ? "rediss://" : "redis://") + name + ":" + port;
  }

  /** True if the other is surely the same server; all names of this host count as one. */
  public boolean samePlaceAs(RedisEndpoint other) {
    return port == other.port && place(host).equals(place(other.host));
  }

  private static String place(String host) {
    String lower = host.toLowerCase(java.util.Locale.ROOT);
    boolean here =
        lower.equals("localhost")
            || lower.equals("::1")
            || lower.equals("0.0.0.0")
            || lower.matches("127\\.\\d+\\.\\d+\\.\\d+");
    return here ? "localhost" : lower;
  }
}
