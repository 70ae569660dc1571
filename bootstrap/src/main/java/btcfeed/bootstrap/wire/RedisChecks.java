package btcfeed.bootstrap.wire;

import btcfeed.bootstrap.config.FeedConfig;
import btcfeed.bootstrap.config.RedisEndpoint;
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
 * The part of {@code check} about the configured Redis servers: each is reached and takes every
 * command the service writes, and the two are not one server.
 */
final class RedisChecks {
  private static final String SEEN = "btc:check:seen";

  private final FeedConfig config;
  private final Clock clock;

  RedisChecks(FeedConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /** What was found, and what tells the store from another one. */
  private record Tried(CheckRow row, Optional<StoreFacts> facts) {}

  /** Checks them, the primary first; takes a few timeouts each. */
  List<CheckRow> rows() {
    List<CheckRow> all = new ArrayList<>();
    String mark = UUID.randomUUID().toString();
    Optional<Tried> primary =
        config.stores().primary().map(at -> tried(StoreName.PRIMARY, at, mark));
    primary.ifPresent(tried -> all.add(tried.row()));
    if (config.stores().failover() instanceof FeedConfig.Failover.At(RedisEndpoint at)) {
      boolean primarys = primary.isPresent() && has(at, mark);
      Tried failover = tried(StoreName.FAILOVER, at, "");
      boolean same = primarys || sameRun(primary.flatMap(Tried::facts), failover.facts());
      all.add(same ? sameServer(failover.row()) : failover.row());
    }
    if (primary.flatMap(Tried::facts).isPresent()) {
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
    try (RedissonStore store =
        open(StoreName.PRIMARY, StoreFactory.target(primary, config.stores()))) {
      store.tryWrites("");
    }
  }

  private boolean has(RedisEndpoint at, String mark) {
    try (RedissonStore store = open(StoreName.FAILOVER, StoreFactory.target(at, config.stores()))) {
      return store.reads().text(SEEN) instanceof ReadPort.Answer.Found<Optional<String>>(var text)
          && text.filter(mark::equals).isPresent();
    }
  }

  private Tried tried(StoreName name, RedisEndpoint at, String mark) {
    RedisTarget target = StoreFactory.target(at, config.stores());
    try (RedissonStore store = open(name, target)) {
      return switch (store.position()) {
        case PricePort.Reading.Failed(Failure failure) ->
            new Tried(CheckRow.fail(name.text(), refused(failure, store)), Optional.empty());
        case PricePort.Reading.At(StorePosition position) ->
            new Tried(
                written(name, about(target, store, position), store, position, mark),
                Optional.of(position.facts()));
      };
    }
  }

  /** Names the rights, where it is rights that are missing: the server itself does not. */
  private String refused(Failure failure, RedissonStore store) {
    return failure instanceof Failure.Refused(String code, String detail)
            && code.equals("NOPERM")
            && store.tryWrites("") instanceof WriteTrial.Tried(List<String> refused)
        ? detail + ": " + String.join("; ", refused)
        : hinted(failure);
  }

  /** A timeout that is too short for the way to the server looks like a server that is silent. */
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
