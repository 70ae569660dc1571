package btcfeed.bootstrap.wire;

import btcfeed.bootstrap.config.FeedConfig;
import btcfeed.bootstrap.config.RedisEndpoint;
import btcfeed.bootstrap.proxy.FaultProxy;
import btcfeed.bootstrap.proxy.TcpFault;
import btcfeed.domain.store.StoreName;
import btcfeed.redis.KeyNames;
import btcfeed.redis.RawConnection;
import btcfeed.redis.RedisTarget;
import btcfeed.redis.StoreReader;
import btcfeed.redis.Tls;
import btcfeed.redis.Topology;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Two Redis of somebody else's, each behind a wire of ours. They are not ours to kill: a store is
 * away when its wire is cut, and empty when every key under the scratch prefix is deleted. No other
 * key is read, written or deleted, and none is left behind.
 */
final class DrillPair implements DrillStores {
  /** What the prefix of every rehearsal begins with. */
  static final String SCRATCH = "btc-drill-";

  /** Into the next batch, or the one after where trades are few. */
  private static final long CUT_AFTER_BYTES = 700;

  private final String prefix;
  private final KeyNames names;
  private final Map<StoreName, RedisEndpoint> places = new EnumMap<>(StoreName.class);
  private final Map<StoreName, RedisTarget> targets = new EnumMap<>(StoreName.class);
  private final Map<StoreName, FaultProxy> wires = new EnumMap<>(StoreName.class);

  private DrillPair(String prefix) {
    if (!prefix.startsWith(SCRATCH) || prefix.length() <= SCRATCH.length()) {
      throw new IllegalArgumentException("a scratch prefix begins with " + SCRATCH);
    }
    this.prefix = prefix;
    this.names = KeyNames.under(prefix);
  }

  /**
   * Looks at both and puts the wires up.
   *
   * @param prefix of everything that will be written, which must not be in use
   */
  static DrillPair open(
      RedisEndpoint primary, RedisEndpoint failover, FeedConfig.Stores wanted, String prefix)
      throws CannotStart {
    DrillPair pair = new DrillPair(prefix);
    pair.places.put(StoreName.PRIMARY, primary);
    pair.places.put(StoreName.FAILOVER, failover);
    for (Map.Entry<StoreName, RedisEndpoint> place : pair.places.entrySet()) {
      if (!(place.getValue().topology() instanceof Topology.Single)) {
        throw new CannotStart(
            place.getValue().address()
                + " is not one server; a rehearsal needs redis:// or rediss://");
      }
      pair.targets.put(place.getKey(), StoreFactory.target(place.getValue(), wanted));
    }
    for (StoreName name : pair.places.keySet()) {
      pair.refuseUsed(name);
    }
    pair.places.forEach((name, place) -> pair.wires.put(name, wire(place)));
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

  private static FaultProxy wire(RedisEndpoint place) {
    Topology.Node node = place.topology().nodes().getFirst();
    return FaultProxy.to(() -> RawConnection.connect(node, place.tls()));
  }

  @Override
  public List<DrillFault> faults() {
    return Arrays.asList(DrillFault.values());
  }

  @Override
  public FeedConfig.Stores config(FeedConfig.Stores wanted) {
    return wanted.between(
        behindWire(StoreName.PRIMARY), behindWire(StoreName.FAILOVER), Optional.of(prefix));
  }

  /** Encrypted only beyond the wire, where it leaves this machine. */
  private RedisEndpoint behindWire(StoreName name) {
    RedisEndpoint place = Objects.requireNonNull(places.get(name));
    return new RedisEndpoint(
        RedisEndpoint.loopback(wire(name).port()).topology(),
        place.username(),
        place.password(),
        Optional.empty(),
        Optional.empty(),
        Tls.OFF,
        place.database());
  }

  @Override
  public void kill(StoreName name) {
    wire(name).fault(new TcpFault.Refuse());
    wire(name).resetAll();
  }

  @Override
  public void restart(StoreName name, boolean empty) throws CannotStart {
    if (empty) {
      delete(name);
    }
    wire(name).heal();
  }

  @Override
  public void freezePrimary() {
    wire(StoreName.PRIMARY)
        .fault(TcpFault.Freeze.of(TcpFault.Way.TO_SERVER, TcpFault.Way.TO_CLIENT));
  }

  @Override
  public void thawPrimary() {
    wire(StoreName.PRIMARY).heal();
  }

  @Override
  public void flushPrimary() throws CannotStart {
    delete(StoreName.PRIMARY);
  }

  @Override
  public void cutPrimary() {
    wire(StoreName.PRIMARY)
        .fault(new TcpFault.Cut(TcpFault.Way.TO_SERVER, CUT_AFTER_BYTES, TcpFault.End.RESET));
  }

  @Override
  public StoreReader read(StoreName name) throws CannotStart {
    return switch (StoreReader.open(Objects.requireNonNull(targets.get(name)), names)) {
      case StoreReader.Opened.Ready(StoreReader reader) -> reader;
      case StoreReader.Opened.Failed(String detail) -> throw new CannotStart(detail);
    };
  }

  private void delete(StoreName name) throws CannotStart {
    try (StoreReader reader = read(name)) {
      reader.delete(prefix);
    }
  }

  private FaultProxy wire(StoreName name) {
    return Objects.requireNonNull(wires.get(name));
  }

  /** The service is gone by now. Cuts the wires and cleans up behind it. */
  @Override
  public void close() {
    wires.values().forEach(FaultProxy::close);
    for (StoreName name : places.keySet()) {
      try {
        delete(name);
      } catch (CannotStart | RuntimeException failed) {
        System.err.println(
            "keys under "
                + prefix
                + " are left in the "
                + name.text()
                + " store: "
                + failed.getMessage());
      }
    }
  }
}
