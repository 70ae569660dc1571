package btcfeed.bootstrap.composition;

import btcfeed.configuration.FeedConfig;
import btcfeed.configuration.RedisEndpoint;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.store.StoreFacts;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.time.Clock;
import btcfeed.redis.Publishing;
import btcfeed.redis.RedisTarget;
import btcfeed.redis.RedissonStore;
import btcfeed.redis.Topology;
import btcfeed.redis.WriteTrial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Checks the configured Redis servers: each answers and accepts every command that the service
 * writes, and the two are not the same server.
 */
final class RedisChecks {
  private static final String SEEN = "btc:check:seen";

  private final FeedConfig config;
  private final Clock clock;

  RedisChecks(FeedConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /** The row of a store, and the facts that identify its server. */
  private record Checked(CheckRow row, Optional<StoreFacts> facts) {}

  /** Checks them, the primary first; takes a few timeouts each. */
  List<CheckRow> rows() {
    List<CheckRow> all = new ArrayList<>();
    String mark = UUID.randomUUID().toString();
    Optional<Checked> primary =
        config.stores().primary().map(at -> checked(StoreName.PRIMARY, at, mark));
    primary.ifPresent(checked -> all.add(checked.row()));
    if (config.stores().failover() instanceof FeedConfig.Failover.At(RedisEndpoint at)) {
      boolean hasMark = primary.isPresent() && has(at, mark);
      Checked failover = checked(StoreName.FAILOVER, at, "");
      boolean same = hasMark || sameRun(primary.flatMap(Checked::facts), failover.facts());
      all.add(same ? sameServer(failover.row()) : failover.row());
    }
    if (primary.flatMap(Checked::facts).isPresent()) {
      config.stores().primary().ifPresent(this::clear);
    }
    return all;
  }

  private static boolean sameRun(Optional<StoreFacts> one, Optional<StoreFacts> other) {
    String run = one.map(StoreFacts::runId).orElse("");
    return !run.isEmpty() && other.filter(facts -> facts.runId().equals(run)).isPresent();
  }

  private static CheckRow sameServer(CheckRow failover) {
    return CheckRow.fail(
        failover.what(),
        failover.found()
            + "; it is the primary's server, or replicates with it: what is written to one is in"
            + " the other. Name another Redis as the failover, or set USE_FAILOVER=false");
  }

  private RedissonStore open(StoreName name, RedisTarget target) {
    Publishing publishing =
        new Publishing(
            config.stores().compatKeys(),
            config.stores().streamMaxLength(),
            config.stores().historyLength(),
            Publishing.DEFAULT.news(),
            List.of(),
            StoreFactory.names(target.topology(), config.stores()));
    return new RedissonStore(target, publishing, clock, name);
  }

  private void clear(RedisEndpoint primary) {
    try (RedissonStore store = open(StoreName.PRIMARY, primary.target(config.stores().timeout()))) {
      store.tryWrites("");
    }
  }

  private boolean has(RedisEndpoint at, String mark) {
    try (RedissonStore store = open(StoreName.FAILOVER, at.target(config.stores().timeout()))) {
      return store.reads().text(SEEN)
              instanceof ReadPort.ReadResult.Found<Optional<String>>(var text)
          && text.filter(mark::equals).isPresent();
    }
  }

  private Checked checked(StoreName name, RedisEndpoint at, String mark) {
    RedisTarget target = at.target(config.stores().timeout());
    try (RedissonStore store = open(name, target)) {
      return switch (store.position()) {
        case PricePort.PositionResult.Failed(Failure failure) ->
            new Checked(CheckRow.fail(name.text(), refused(failure, store)), Optional.empty());
        case PricePort.PositionResult.At(StorePosition position) ->
            new Checked(
                written(name, about(target, store, position), store, position, mark),
                Optional.of(position.facts()));
      };
    }
  }

  /** Names the missing rights where the server refuses for lack of rights. */
  private String refused(Failure failure, RedissonStore store) {
    return failure instanceof Failure.Refused(String code, String detail)
            && code.equals("NOPERM")
            && store.tryWrites("") instanceof WriteTrial.Tried(List<String> refused)
        ? detail + ": " + String.join("; ", refused)
        : hinted(failure);
  }

  /** Adds the timeout: one shorter than the network needs looks like a silent server. */
  private String hinted(Failure failure) {
    String detail = failure.detail();
    return detail.contains("no answer in time")
        ? detail
            + " (FEED_REDIS_TIMEOUT is "
            + config.stores().timeout().toMillis()
            + " ms; raise it if the way there takes longer)"
        : detail;
  }

  private static String about(RedisTarget target, RedissonStore store, StorePosition position) {
    String master =
        target.topology() instanceof Topology.Single
            ? ""
            : store.node().map(node -> ", master " + node).orElse("");
    return target.address() + master + ", version " + position.facts().version();
  }

  private CheckRow written(
      StoreName name, String about, RedissonStore store, StorePosition position, String mark) {
    return switch (store.tryWrites(mark)) {
      case WriteTrial.Failed(Failure failure) ->
          CheckRow.fail(name.text(), about + ", cannot be written: " + hinted(failure));
      case WriteTrial.Tried(List<String> refused) when !refused.isEmpty() ->
          CheckRow.fail(
              name.text(),
              about + ", refuses what the service writes: " + String.join("; ", refused));
      case WriteTrial.Tried _ -> {
        String policy = position.facts().maxmemoryPolicy();
        boolean safe = policy.isEmpty() || policy.equals("noeviction");
        yield safe
            ? CheckRow.ok(name.text(), about + ", writable")
            : CheckRow.warn(
                name.text(),
                about + ", writable, but maxmemory-policy is " + policy + ": set it to noeviction");
      }
    };
  }
}
