package btcfeed.configuration;

import btcfeed.redis.Topology;
import btcfeed.redis.Topology.Node;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A Redis address as one text: {@code rediss://user:password@host:6380/0}, or several servers:
 * {@code redis+sentinel://host,host:26380/mymaster/0}, {@code redis+replicated://host,host}, {@code
 * redis+cluster://host,host}. {@code valkey} stands for {@code redis} in each of these schemes.
 *
 * <p>{@link java.net.URI} is not used because it refuses hosts with an underscore, which are common
 * with Docker Compose.
 */
record RedisUrl(
    boolean tls,
    Optional<String> username,
    Optional<Secret> password,
    Topology topology,
    int database) {
  private static final int MOST_DATABASES = 65535;

  /** The topology that a scheme names. */
  private enum Shape {
    SINGLE,
    SENTINEL,
    REPLICATED,
    CLUSTER
  }

  /** The address without scheme and user. */
  private record Location(List<Node> nodes, List<String> path) {}

  static Optional<RedisUrl> parse(String text) {
    int colon = text.indexOf("://");
    Optional<String> address = withoutQuery(text);
    if (colon < 0 || address.isEmpty() || address.get().length() < colon + 3) {
      return Optional.empty();
    }
    String rest = address.get().substring(colon + 3);
    String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
    // Valkey services use the same addresses with their own scheme.
    return switch (scheme.replaceFirst("^valkey", "redis")) {
      case "redis" -> parse(false, Shape.SINGLE, rest);
      case "rediss" -> parse(true, Shape.SINGLE, rest);
      case "redis+sentinel" -> parse(false, Shape.SENTINEL, rest);
      case "rediss+sentinel" -> parse(true, Shape.SENTINEL, rest);
      case "redis+replicated" -> parse(false, Shape.REPLICATED, rest);
      case "rediss+replicated" -> parse(true, Shape.REPLICATED, rest);
      case "redis+cluster" -> parse(false, Shape.CLUSTER, rest);
      case "rediss+cluster" -> parse(true, Shape.CLUSTER, rest);
      default -> Optional.empty();
    };
  }

  /**
   * The address before a {@code ?}. Empty if anything but the protocol version follows, which this
   * client chooses itself.
   */
  private static Optional<String> withoutQuery(String text) {
    int query = text.indexOf('?');
    if (query < 0) {
      return Optional.of(text);
    }
    return text.substring(query + 1).matches("protocol=[23]")
        ? Optional.of(text.substring(0, query))
        : Optional.empty();
  }

  private static Optional<RedisUrl> parse(boolean tls, Shape shape, String rest) {
    int at = rest.lastIndexOf('@');
    String user = at < 0 ? "" : rest.substring(0, at);
    int colon = user.indexOf(':');
    Optional<String> username = decode(colon < 0 ? user : user.substring(0, colon));
    Optional<String> password = decode(colon < 0 ? "" : user.substring(colon + 1));
    int usualPort = shape == Shape.SENTINEL ? Topology.SENTINEL_PORT : Topology.REDIS_PORT;
    Optional<Location> location = location(rest.substring(at + 1), usualPort);
    Optional<Topology> topology = location.flatMap(there -> topology(shape, there));
    Optional<Long> database = location.flatMap(there -> database(shape, there.path()));
    if (username.isEmpty() || password.isEmpty() || topology.isEmpty() || database.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new RedisUrl(
            tls,
            username.filter(name -> !name.isEmpty()),
            password.filter(word -> !word.isEmpty()).map(Secret::new),
            topology.get(),
            database.get().intValue()));
  }

  private static Optional<Location> location(String text, int usualPort) {
    int slash = text.indexOf('/');
    String addresses = slash < 0 ? text : text.substring(0, slash);
    String path = slash < 0 ? "" : text.substring(slash + 1);
    List<Node> nodes = new ArrayList<>();
    for (String address : addresses.split(",", -1)) {
      Optional<Node> node = node(address.strip(), usualPort);
      if (node.isEmpty() || nodes.size() == Topology.MOST_NODES) {
        return Optional.empty();
      }
      nodes.add(node.get());
    }
    return Optional.of(
        new Location(nodes, path.isEmpty() ? List.of() : List.of(path.split("/", -1))));
  }

  private static Optional<Node> node(String address, int usualPort) {
    int colon = address.endsWith("]") ? -1 : address.lastIndexOf(':');
    String host = unbracket(colon < 0 ? address : address.substring(0, colon));
    Optional<Integer> port =
        colon < 0 ? Optional.of(usualPort) : Kinds.PORT.read(address.substring(colon + 1));
    return Kinds.isHost(host) ? port.map(number -> new Node(host, number)) : Optional.empty();
  }

  private static Optional<Topology> topology(Shape shape, Location location) {
    List<Node> nodes = location.nodes();
    return switch (shape) {
      case SINGLE ->
          nodes.size() == 1 ? Optional.of(new Topology.Single(nodes.getFirst())) : Optional.empty();
      case SENTINEL ->
          location.path().isEmpty() || location.path().getFirst().isBlank()
              ? Optional.empty()
              : decode(location.path().getFirst())
                  .map(master -> new Topology.Sentinels(nodes, master, "", ""));
      case REPLICATED -> Optional.of(new Topology.Replicated(nodes));
      case CLUSTER -> Optional.of(new Topology.Cluster(nodes));
    };
  }

  /** The number after the servers, or after the master's name. */
  private static Optional<Long> database(Shape shape, List<String> path) {
    int before = shape == Shape.SENTINEL ? 1 : 0;
    if (path.size() > before + 1) {
      return Optional.empty();
    }
    long most = shape == Shape.CLUSTER ? 0 : MOST_DATABASES;
    return path.size() <= before ? Optional.of(0L) : Kinds.whole(path.getLast(), 0, most);
  }

  private static String unbracket(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static Optional<String> decode(String text) {
    try {
      // In an address a plus is not a space.
      return Optional.of(URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
