package btcfeed.redis;

import btcfeed.redis.Topology.Node;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.redisson.client.RedisClient;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.protocol.RedisStrictCommand;
import org.redisson.client.protocol.decoder.MultiDecoder;
import org.redisson.connection.CRC16;

/**
 * Finds the server of a store that takes writes now.
 *
 * <p>It asks all known servers at once, each over a new connection, because a failover changes what
 * was true before. The caller must still ask the result for its role, because Sentinels learn of a
 * failover late. One thread.
 */
final class MasterDiscovery implements AutoCloseable {
  private static final int SLOTS = 16_384;

  /** Keeps nested lists as they arrive. */
  private static final MultiDecoder<List<Object>> NESTED = (parts, _) -> parts;

  private static final RedisStrictCommand<List<Object>> MASTER_OF =
      new RedisStrictCommand<>("SENTINEL", "GET-MASTER-ADDR-BY-NAME", NESTED);
  private static final RedisStrictCommand<List<Object>> ROLE =
      new RedisStrictCommand<>("ROLE", NESTED);
  private static final RedisStrictCommand<List<Object>> SLOT_TABLE =
      new RedisStrictCommand<>("CLUSTER", "SLOTS", NESTED);

  private final RedisTarget target;
  private final int slot;
  private final Failures failures;
  private final ClientConfig.Shared shared;
  private final Duration timeout;
  private final Timer timer = new HashedWheelTimer(new DefaultThreadFactory("redis-asking", true));
  private final AddressResolverGroup<InetSocketAddress> resolver;

  /** Cluster nodes that other nodes reported; in the end only these may be left. */
  private final Set<Node> learned = new LinkedHashSet<>();

  MasterDiscovery(
      RedisTarget target, KeyNames names, Failures failures, ClientConfig.Shared shared) {
    this.target = target;
    this.slot = slot(names.of("btc:feed"));
    this.failures = failures;
    this.shared = shared;
    this.timeout = ClientConfig.connectTimeout(target);
    this.resolver = shared.lookup().group();
  }

  /** No server is known to take writes now; the message gives the reason. */
  static final class NoMaster extends Exception {
    private static final long serialVersionUID = 1L;

    NoMaster(String why) {
      super(why);
    }
  }

  /** What to ask each server, and as which user. */
  private record Question(
      String username,
      String password,
      RedisStrictCommand<List<Object>> command,
      List<Object> parameters) {}

  /** Which master a reply names. */
  private interface Ballot {
    Node master(Node asked, List<Object> reply) throws NoMaster;
  }

  /** The master. Blocks for {@link ClientConfig#connectTimeout} at most. */
  Node find() throws NoMaster, InterruptedException {
    String username = target.username();
    String password = target.password();
    return switch (target.topology()) {
      case Topology.Single(Node node) -> node;
      case Topology.Sentinels(List<Node> nodes, String name, String user, String secret) ->
          winner(
              ask(
                  nodes,
                  false,
                  new Question(user, secret, MASTER_OF, List.of(name)),
                  (asked, reply) -> fromSentinel(asked, reply, name)),
              "no sentinel knows the master of " + name);
      case Topology.Replicated(List<Node> nodes) -> {
        MasterVote votes =
            ask(
                nodes,
                true,
                new Question(username, password, ROLE, List.of()),
                MasterDiscovery::fromRole);
        List<Node> masters = votes.named();
        if (masters.size() > 1) {
          throw new NoMaster(
              "more than one of them is a master, make the others replicas: " + masters);
        }
        yield winner(votes, "none of them is a master");
      }
      case Topology.Cluster(List<Node> nodes) ->
          winner(
              ask(
                  withLearned(nodes),
                  false,
                  new Question(username, password, SLOT_TABLE, List.of()),
                  this::fromSlots),
              "no node knows the owner of slot " + slot);
    };
  }

  @Override
  public void close() {
    timer.stop();
    resolver.close();
  }

  private static Node winner(MasterVote votes, String otherwise) throws NoMaster {
    return votes.most().orElseThrow(() -> new NoMaster(otherwise + ": " + votes.obstacles()));
  }

  private static Node fromSentinel(Node asked, List<Object> reply, String name) throws NoMaster {
    if (reply.size() != 2) {
      throw new NoMaster(asked + " knows no master " + name);
    }
    return at(asked, reply);
  }

  private static Node fromRole(Node asked, List<Object> reply) throws NoMaster {
    String role = reply.isEmpty() ? "" : reply.getFirst().toString();
    if (!role.equals("master")) {
      throw new NoMaster(asked + " is a " + (role.equals("slave") ? "replica" : role));
    }
    return asked;
  }

  /** Each row has the first slot, the last slot, the master and its replicas. */
  private Node fromSlots(Node asked, List<Object> reply) throws NoMaster {
    Optional<Node> owner = Optional.empty();
    for (Object row : reply) {
      List<?> range = (List<?>) row;
      List<Node> nodes = range.stream().skip(2).map(node -> at(asked, (List<?>) node)).toList();
      learn(nodes);
      int first = Integer.parseInt(range.get(0).toString());
      int last = Integer.parseInt(range.get(1).toString());
      if (first <= slot && slot <= last && !nodes.isEmpty()) {
        owner = Optional.of(nodes.getFirst());
      }
    }
    return owner.orElseThrow(() -> new NoMaster(asked + " knows no owner of slot " + slot));
  }

  /** A server as another one names it: host and port. An unknown host is the other's own. */
  private static Node at(Node asked, List<?> place) {
    String host = String.valueOf(place.get(0));
    boolean unknown = host.isBlank() || host.equals("?") || host.equals("null");
    return new Node(unknown ? asked.host() : host, Integer.parseInt(place.get(1).toString()));
  }

  private void learn(List<Node> nodes) {
    synchronized (learned) {
      nodes.stream().takeWhile(_ -> learned.size() < Topology.MOST_NODES).forEach(learned::add);
    }
  }

  private List<Node> withLearned(List<Node> configured) {
    Set<Node> nodes = new LinkedHashSet<>(configured);
    synchronized (learned) {
      nodes.addAll(learned);
    }
    return List.copyOf(nodes);
  }

  private MasterVote ask(List<Node> nodes, boolean all, Question question, Ballot ballot)
      throws InterruptedException {
    MasterVote votes = new MasterVote(nodes.size(), all);
    for (Node node : nodes) {
      var _ =
          send(node, question)
              .whenComplete(
                  (reply, thrown) -> {
                    try {
                      if (thrown != null) {
                        votes.none(node + " " + failures.brief(thrown));
                      } else {
                        votes.names(ballot.master(node, reply));
                      }
                    } catch (NoMaster e) {
                      votes.none(String.valueOf(e.getMessage()));
                    } catch (RuntimeException e) {
                      votes.none(node + " " + failures.brief(e));
                    }
                  });
    }
    try {
      votes.decided().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // Silent servers have no vote.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return votes;
  }

  private CompletableFuture<List<Object>> send(Node node, Question question) {
    RedisClient client;
    try {
      client =
          RedisClient.create(
              ClientConfig.question(target, node, question.username(), question.password(), shared)
                  .setTimer(timer)
                  .setResolverGroup(resolver));
    } catch (GeneralSecurityException e) {
      return CompletableFuture.failedFuture(e);
    }
    return client
        .connectAsync()
        .thenCompose(
            connection ->
                connection.<List<Object>, List<Object>>async(
                    StringCodec.INSTANCE, question.command(), question.parameters().toArray()))
        .toCompletableFuture()
        .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (_, _) -> {
              var _ = client.shutdownAsync();
            });
  }

  /** A key's slot: the hash of what stands in its first braces, or of the whole key. */
  static int slot(String key) {
    int open = key.indexOf('{');
    int close = key.indexOf('}', open + 1);
    boolean tagged = open >= 0 && close > open + 1;
    String hashed = tagged ? key.substring(open + 1, close) : key;
    return CRC16.crc16(hashed.getBytes(StandardCharsets.UTF_8)) % SLOTS;
  }
}
