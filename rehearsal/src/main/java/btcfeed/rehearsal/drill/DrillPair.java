package btcfeed.rehearsal.drill;

import btcfeed.configuration.CannotStart;
import btcfeed.configuration.FeedConfig;
import btcfeed.configuration.RedisEndpoint;
import btcfeed.domain.store.StoreName;
import btcfeed.redis.KeyNames;
import btcfeed.redis.RawConnection;
import btcfeed.redis.StoreReader;
import btcfeed.redis.Tls;
import btcfeed.redis.Topology;
import btcfeed.rehearsal.faults.FaultProxy;
import btcfeed.rehearsal.faults.FaultyStores;
import btcfeed.rehearsal.faults.TcpFault;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Two Redis of the operator, each behind a fault proxy. The drill does not stop them: it cuts the
 * proxy instead of killing a store, and deletes the keys under a scratch prefix instead of emptying
 * it. It reads, writes and deletes no other key, and leaves none behind.
 */
final class DrillPair implements FaultyStores {
  /** The beginning of every scratch prefix. */
  static final String SCRATCH = "btc-drill-";

  /** Inside the next batch, or the one after where trades are few. */
  private static final long CUT_AFTER_BYTES = 700;

  private final String prefix;
  private final Duration timeout;
  private final KeyNames names;
  private final Map<StoreName, RedisEndpoint> places = new EnumMap<>(StoreName.class);
  private final Map<StoreName, FaultProxy> proxies = new EnumMap<>(StoreName.class);

  private DrillPair(String prefix, Duration timeout) {
    if (!prefix.startsWith(SCRATCH) || prefix.length() <= SCRATCH.length()) {
      throw new IllegalArgumentException("a scratch prefix begins with " + SCRATCH);
    }
    this.prefix = prefix;
    this.timeout = timeout;
    this.names = KeyNames.under(prefix);
  }

  /**
   * Connects to both and starts the proxies.
   *
   * @param prefix of every key that is written; must not be in use
   */
  static DrillPair open(
      RedisEndpoint primary, RedisEndpoint failover, FeedConfig.Stores wanted, String prefix)
      throws CannotStart {
    DrillPair pair = new DrillPair(prefix, wanted.timeout());
    pair.places.put(StoreName.PRIMARY, primary);
    pair.places.put(StoreName.FAILOVER, failover);
    for (RedisEndpoint place : pair.places.values()) {
      if (!(place.topology() instanceof Topology.Single)) {
        throw new CannotStart(
            place.address() + " is not one server; a rehearsal needs redis:// or rediss://");
      }
    }
    for (StoreName name : pair.places.keySet()) {
      pair.refuseUsed(name);
    }
    pair.places.forEach((name, place) -> pair.proxies.put(name, proxy(place)));
    return pair;
  }

  private void refuseUsed(StoreName name) throws CannotStart {
    try (StoreReader reader = read(name)) {
      if (!reader.keys(prefix).isEmpty()) {
        throw new CannotStart(
            "there are keys under " + prefix + " in the " + name.text() + " store already");
      }
    }
  }

  private static FaultProxy proxy(RedisEndpoint place) {
    Topology.Node node = place.topology().nodes().getFirst();
    return FaultProxy.to(() -> RawConnection.connect(node, place.tls()));
  }

  @Override
  public FeedConfig.Stores config(FeedConfig.Stores wanted, Duration failbackGrace) {
    return wanted.between(
        behindProxy(StoreName.PRIMARY),
        behindProxy(StoreName.FAILOVER),
        Optional.of(prefix),
        FeedConfig.Scope.ALL,
        failbackGrace);
  }

  /** Without TLS up to the proxy; the proxy uses TLS where the store does. */
  private RedisEndpoint behindProxy(StoreName name) {
    RedisEndpoint place = place(name);
    return new RedisEndpoint(
        RedisEndpoint.loopback(proxy(name).port()).topology(),
        place.username(),
        place.password(),
        Optional.empty(),
        Optional.empty(),
        Tls.OFF,
        place.database());
  }

  @Override
  public void kill(StoreName name) {
    proxy(name).fault(new TcpFault.Refuse());
    proxy(name).resetAll();
  }

  @Override
  public void launch(StoreName name) {
    proxy(name).heal();
  }

  @Override
  public void launchEmpty(StoreName name) throws CannotStart {
    flush(name);
    launch(name);
  }

  @Override
  public void freeze(StoreName name) {
    proxy(name).fault(TcpFault.Freeze.of(TcpFault.Way.TO_SERVER, TcpFault.Way.TO_CLIENT));
  }

  @Override
  public void thaw(StoreName name) {
    proxy(name).heal();
  }

  @Override
  public void cut(StoreName name) {
    proxy(name)
        .fault(new TcpFault.Cut(TcpFault.Way.TO_SERVER, CUT_AFTER_BYTES, TcpFault.End.RESET));
  }

  @Override
  public StoreReader read(StoreName name) throws CannotStart {
    return switch (StoreReader.open(place(name).target(timeout), names)) {
      case StoreReader.Opened.Ready(StoreReader reader) -> reader;
      case StoreReader.Opened.Failed(String detail) -> throw new CannotStart(detail);
    };
  }

  @Override
  public void flush(StoreName name) throws CannotStart {
    try (StoreReader reader = read(name)) {
      reader.delete(prefix);
    }
  }

  private RedisEndpoint place(StoreName name) {
    return Objects.requireNonNull(places.get(name));
  }

  private FaultProxy proxy(StoreName name) {
    return Objects.requireNonNull(proxies.get(name));
  }

  /** Stops the proxies and deletes the keys. The service is stopped by then. */
  @Override
  public void close() {
    proxies.values().forEach(FaultProxy::close);
    for (StoreName name : places.keySet()) {
      try {
        flush(name);
      } catch (CannotStart | RuntimeException failed) {
        System.err.printf(
            "keys under %s are left in the %s store: %s%n",
            prefix, name.text(), failed.getMessage());
      }
    }
  }
}
