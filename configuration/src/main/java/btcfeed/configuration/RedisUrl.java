package btcfeed.configuration;

import btcfeed.redis.Topology;
import btcfeed.redis.Topology.Node;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
  private static final String SENTINEL = "sentinel";
  private static final String CLUSTER = "cluster";

  // Valkey services use the same addresses with their own scheme. Only the protocol version, which
  // this client chooses itself, may follow a question mark.
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?i)(?:redis|valkey)(?<tls>s?)(?:\\+(?<shape>sentinel|replicated|cluster))?://"
              + "(?<rest>[^?]*)(?:\\?(?-i:protocol)=[23])?");

  /** The address without scheme and user. */
  private record Location(List<Node> nodes, List<String> path) {}

  static Optional<RedisUrl> parse(String text) {
    Matcher address = ADDRESS.matcher(text);
    if (!address.matches()) {
      return Optional.empty();
    }
    boolean tls = !address.group("tls").isEmpty();
    String shape = Objects.requireNonNullElse(address.group("shape"), "").toLowerCase(Locale.ROOT);
    String rest = address.group("rest");
    int at = rest.lastIndexOf('@');
    String user = at < 0 ? "" : rest.substring(0, at);
    int colon = user.indexOf(':');
    Optional<String> username = decode(colon < 0 ? user : user.substring(0, colon));
    Optional<String> password = decode(colon < 0 ? "" : user.substring(colon + 1));
    int usualPort = shape.equals(SENTINEL) ? Topology.SENTINEL_PORT : Topology.REDIS_PORT;
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

  private static Optional<Topology> topology(String shape, Location location) {
    List<Node> nodes = location.nodes();
    return switch (shape) {
      case SENTINEL ->
          location.path().isEmpty() || location.path().getFirst().isBlank()
              ? Optional.empty()
              : decode(location.path().getFirst())
                  .map(master -> new Topology.Sentinels(nodes, master, "", ""));
      case "replicated" -> Optional.of(new Topology.Replicated(nodes));
      case CLUSTER -> Optional.of(new Topology.Cluster(nodes));
      default ->
          nodes.size() == 1 ? Optional.of(new Topology.Single(nodes.getFirst())) : Optional.empty();
    };
  }

  /** The number after the servers, or after the master's name. */
  private static Optional<Long> database(String shape, List<String> path) {
    int before = shape.equals(SENTINEL) ? 1 : 0;
    if (path.size() > before + 1) {
      return Optional.empty();
    }
    long most = shape.equals(CLUSTER) ? 0 : MOST_DATABASES;
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
