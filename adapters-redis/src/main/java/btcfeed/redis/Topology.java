package btcfeed.redis;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which servers a store is made of, and how the one that takes writes is found among them. There is
 * one at any time: all keys stand in one slot of a cluster.
 */
public sealed interface Topology {
  /** The port of a Redis. */
  int REDIS_PORT = 6379;

  /** The port of a Sentinel. */
  int SENTINEL_PORT = 26379;

  /** More servers than this are a mistake. */
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
   * Sentinels are asked who the master is, every time a connection is made; most answers win.
   *
   * @param master the name they know it by
   * @param username empty for the sentinels' default user
   * @param password what the sentinels ask for, empty for nothing; never printed
   */
  record Sentinels(List<Node> nodes, String master, String username, String password)
      implements Topology {
    public Sentinels {
      nodes = checked(nodes);
      if (master.isBlank()) {
        throw new IllegalArgumentException("sentinels know a master by its name");
      }
    }

    @Override
    public String toString() {
      return "Sentinels[" + nodes + ", " + master + "]";
    }
  }

  /** A master and its replicas; each is asked which it is. */
  record Replicated(List<Node> nodes) implements Topology {
    public Replicated {
      nodes = checked(nodes);
    }
  }

  /**
   * A Redis Cluster, some of whose nodes are known; they are asked who has the slot of our keys.
   */
  record Cluster(List<Node> nodes) implements Topology {
    public Cluster {
      nodes = checked(nodes);
    }
  }

  /** The servers that are asked. */
  List<Node> nodes();

  /** Where it is, without secrets: {@code rediss+sentinel://a:26379,b:26379/mymaster}. */
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
