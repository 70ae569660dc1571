package btcfeed.redis;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which servers a store consists of, and how to find the one that takes writes. There is one at any
 * time; in a cluster all keys are in one slot.
 */
public sealed interface Topology {
  /** Default port of a Redis. */
  int REDIS_PORT = 6379;

  /** Default port of a Sentinel. */
  int SENTINEL_PORT = 26379;

  /** Most servers in a configuration. */
  int MOST_NODES = 64;

  /** A server. */
  record Node(String host, int port) {
    public Node {
      if (host.isBlank()) {
        throw new IllegalArgumentException("a Redis host is not empty");
      }
      if (port < 1 || port > 65_535) {
        throw new IllegalArgumentException("a Redis port is 1 to 65535, was " + port);
      }
    }

    /** {@code host:6379}, {@code [::1]:6379}. */
    @Override
    public String toString() {
      return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /** One server. */
  record Single(Node node) implements Topology {
    @Override
    public List<Node> nodes() {
      return List.of(node);
    }
  }

  /**
   * Sentinels name the master, for each new connection; the majority decides.
   *
   * @param master its name in the Sentinels' configuration
   * @param username empty for the Sentinels' default user
   * @param password of the Sentinels, empty for none; never printed
   */
  record Sentinels(List<Node> nodes, String master, String username, String password)
      implements Topology {
    public Sentinels {
      nodes = checked(nodes);
      if (master.isBlank()) {
        throw new IllegalArgumentException("a master has a name in the Sentinels' configuration");
      }
    }

    @Override
    public String toString() {
      return "Sentinels[" + nodes + ", " + master + "]";
    }
  }

  /** A master and its replicas; each reports its role. */
  record Replicated(List<Node> nodes) implements Topology {
    public Replicated {
      nodes = checked(nodes);
    }
  }

  /** Some nodes of a Redis Cluster; they name the owner of the slot with the keys. */
  record Cluster(List<Node> nodes) implements Topology {
    public Cluster {
      nodes = checked(nodes);
    }
  }

  /** The servers to ask. */
  List<Node> nodes();

  /** The address without secrets: {@code rediss+sentinel://a:26379,b:26379/mymaster}. */
  default String address(boolean tls) {
    String scheme = tls ? "rediss" : "redis";
    String places = nodes().stream().map(Node::toString).collect(Collectors.joining(","));
    return switch (this) {
      case Single _ -> scheme + "://" + places;
      case Sentinels sentinels -> scheme + "+sentinel://" + places + "/" + sentinels.master();
      case Replicated _ -> scheme + "+replicated://" + places;
      case Cluster _ -> scheme + "+cluster://" + places;
    };
  }

  private static List<Node> checked(List<Node> nodes) {
    Set<Node> distinct = new LinkedHashSet<>(nodes);
    if (distinct.isEmpty() || distinct.size() > MOST_NODES) {
      throw new IllegalArgumentException("1 to " + MOST_NODES + " servers, were " + nodes.size());
    }
    return List.copyOf(distinct);
  }
}
