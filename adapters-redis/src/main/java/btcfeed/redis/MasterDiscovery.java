package btcfeed.redis;

import btcfeed.redis.Topology.Node;
import io.netty.channel.EventLoopGroup;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
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
 * <p>All that could know are asked at once, each on a connection of its own that lives for one
 * question: what was true a minute ago is what a failover changes. What is found is still to be
 * asked whether it is the master, because sentinels learn late. One thread.
 */
final class MasterDiscovery implements AutoCloseable {
  private static final int SLOTS = 16_384;

  /** Lists in lists, as they come. */
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
  private final EventLoopGroup loop;
  private final ExecutorService workers;
  private final Timer timer = new HashedWheelTimer(new DefaultThreadFactory("redis-asking", true));
  private final AddressResolverGroup<InetSocketAddress> resolver;

  /** Nodes of the cluster the known ones told of, which may be all that is left of it. */
  private final Set<Node> learnt = new LinkedHashSet<>();

  MasterDiscovery(
      RedisTarget target,
      KeyNames names,
      Failures failures,
      EventLoopGroup loop,
      ExecutorService workers,
      AddressLookup lookup) {
    this.resolver = lookup.group();
    this.target = target;
    this.slot = slot(names.of("btc:feed"));
    this.failures = failures;
    this.loop = loop;
    this.workers = workers;
  }

  /** The master. Blocks no longer than connecting may take. */
  Node find() throws NoMaster, InterruptedException {
    return switch (target.topology()) {
      case Topology.Single(Node node) -> node;
      case Topology.Sentinels sentinels ->
          one(
              ask(
                  sentinels.nodes(),
                  false,
                  (node, votes) ->
                      question(
                              node,
                              sentinels.username(),
                              sentinels.password(),
                              MASTER_OF,
                              sentinels.master())
                          .thenAccept(said -> sentinelSaid(node, said, sentinels, votes))),
              "no sentinel knows the master of " + sentinels.master());
      case Topology.Replicated replicated ->
          only(
              ask(
                  replicated.nodes(),
                  true,
                  (node, votes) ->
                      question(node, target.username(), target.password(), ROLE)
                          .thenAccept(said -> roleSaid(node, said, votes))));
      case Topology.Cluster cluster ->
          one(
              ask(
                  known(cluster),
                  false,
                  (node, votes) ->
                      question(node, target.username(), target.password(), SLOT_TABLE)
                          .thenAccept(said -> tableSaid(node, said, votes))),
              "no node knows who has slot " + slot);
    };
  }

  @Override
  public void close() {
    timer.stop();
    resolver.close();
  }

  private static Node one(MasterVote votes, String otherwise) throws NoMaster {
    return votes.most().orElseThrow(() -> new NoMaster(otherwise + ": " + votes.obstacles()));
  }

  private static Node only(MasterVote votes) throws NoMaster {
    List<Node> masters = votes.named();
    if (masters.size() > 1) {
      throw new NoMaster("more than one of them is a master, make the others replicas: " + masters);
    }
    return one(votes, "none of them is a master");
  }

  private void sentinelSaid(
      Node asked, List<Object> said, Topology.Sentinels sentinels, MasterVote votes) {
    if (said.size() == 2) {
      votes.names(at(asked, said.getFirst(), said.getLast()));
    } else {
      votes.none(asked + " knows no master " + sentinels.master());
    }
  }

  private static void roleSaid(Node asked, List<Object> said, MasterVote votes) {
    String role = said.isEmpty() ? "" : said.getFirst().toString();
    if (role.equals("master")) {
      votes.names(asked);
    } else {
      votes.none(asked + " is a " + (role.equals("slave") ? "replica" : role));
    }
  }

  private void tableSaid(Node asked, List<Object> said, MasterVote votes) {
    Optional<Node> owner = Optional.empty();
    for (Object row : said) {
      List<?> range = (List<?>) row;
      range.stream()
          .skip(2)
          .map(place -> (List<?>) place)
          .map(place -> at(asked, place.get(0), place.get(1)))
          .forEach(this::learn);
      boolean ours =
          slot >= Integer.parseInt(range.get(0).toString())
              && slot <= Integer.parseInt(range.get(1).toString());
      if (ours && range.size() > 2) {
        List<?> place = (List<?>) range.get(2);
        owner = Optional.of(at(asked, place.get(0), place.get(1)));
      }
    }
    owner.ifPresentOrElse(
        votes::names, () -> votes.none(asked + " knows nobody who has slot " + slot));
  }

  /** A server as another one names it; nothing for a name means the other's own. */
  private static Node at(Node teller, Object host, Object port) {
    String name = String.valueOf(host);
    boolean unknown = name.isBlank() || name.equals("?") || name.equals("null");
    return new Node(unknown ? teller.host() : name, Integer.parseInt(port.toString()));
  }

  private void learn(Node node) {
    synchronized (learnt) {
      if (learnt.size() < Topology.MOST_NODES) {
        learnt.add(node);
      }
    }
  }

  private List<Node> known(Topology.Cluster cluster) {
    Set<Node> nodes = new LinkedHashSet<>(cluster.nodes());
    synchronized (learnt) {
      nodes.addAll(learnt);
    }
    return List.copyOf(nodes);
  }

  private interface Question {
    CompletableFuture<Void> put(Node node, MasterVote votes);
  }

  private MasterVote ask(List<Node> nodes, boolean all, Question question)
      throws InterruptedException {
    MasterVote votes = new MasterVote(nodes.size(), all);
    for (Node node : nodes) {
      var _ =
          question
              .put(node, votes)
              .exceptionally(
                  thrown -> {
                    votes.none(node + " " + failures.brief(thrown));
                    return null;
                  });
    }
    try {
      votes.decided().get(ClientConfig.patience(target).toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      // Those who are silent have no say.
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    return votes;
  }

  private CompletableFuture<List<Object>> question(
      Node node,
      String username,
      String password,
      RedisStrictCommand<List<Object>> command,
      Object... parameters) {
    RedisClient client;
    try {
      client =
          RedisClient.create(
              ClientConfig.asking(target, node, username, password, loop, workers)
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
                    StringCodec.INSTANCE, command, parameters))
        .toCompletableFuture()
        .orTimeout(ClientConfig.patience(target).toMillis(), TimeUnit.MILLISECONDS)
        .whenComplete(
            (_, _) -> {
              var _ = client.shutdownAsync();
            });
  }

  /** The slot a key is in: that of what stands between its first braces, or of all of it. */
  static int slot(String key) {
    int open = key.indexOf('{');
    int close = key.indexOf('}', open + 1);
    boolean tagged = open >= 0 && close > open + 1;
    String hashed = tagged ? key.substring(open + 1, close) : key;
    return CRC16.crc16(hashed.getBytes(StandardCharsets.UTF_8)) % SLOTS;
  }
}
