package btcfeed.bootstrap.soak;

import btcfeed.bootstrap.proxy.FaultProxy;
import btcfeed.bootstrap.proxy.TcpFault;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.time.Clock;
import btcfeed.redis.EmbeddedRedis;
import btcfeed.redis.RedisQuestion;
import btcfeed.redis.StoreReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/**
 * The two Redis of a soak, processes of its own, each behind a wire of its own. One thread but
 * where it says otherwise.
 */
public final class SoakStores implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final Duration SAVED_WITHIN = Duration.ofSeconds(5);
  private static final int ANY_PORT = 0;

  private final Path directory;
  private final Setup setup;
  private final Clock clock;
  private final Map<StoreName, EmbeddedRedis> processes = new EnumMap<>(StoreName.class);
  private final Map<StoreName, FaultProxy> wires = new EnumMap<>(StoreName.class);

  /** They stay what they are, whatever process answers there. */
  private final Map<StoreName, Integer> ports = new EnumMap<>(StoreName.class);

  private boolean closed;

  /** How a Redis of our own is run in a directory. */
  public interface Setup {
    /** What to start it with; port 0 for any. */
    EmbeddedRedis.Options options(Path directory, int port);
  }

  private SoakStores(Path directory, Setup setup, Clock clock) {
    this.directory = directory;
    this.setup = setup;
    this.clock = clock;
  }

  static SoakStores start(Path directory, Setup setup, Clock clock) throws CannotSoak {
    SoakStores stores = new SoakStores(directory, setup, clock);
    boolean up = false;
    try {
      for (StoreName name : StoreName.values()) {
        stores.launch(name, ANY_PORT);
        stores.ports.put(name, stores.process(name).port());
        stores.wires.put(name, FaultProxy.to(stores.port(name)));
      }
      up = true;
      return stores;
    } finally {
      if (!up) {
        stores.close();
      }
    }
  }

  /** Where the service reaches it: the wire. */
  int wirePort(StoreName name) {
    return wire(name).port();
  }

  /** Where it is itself, whatever is wrong with the wire. Any thread. */
  int port(StoreName name) {
    return Objects.requireNonNull(ports.get(name), "started");
  }

  /** A reader of it; fails while it does not answer. Any thread. */
  StoreReader read(StoreName name) {
    return StoreReader.local(port(name));
  }

  synchronized void begin(ScheduledFault.OnStore strike) throws CannotSoak {
    StoreName name = strike.store();
    FaultProxy wire = wire(name);
    Random dice = new Random(strike.dice());
    switch (strike.fault()) {
      case KILL, EMPTY -> process(name).kill();
      case RESTART -> process(name).stop();
      case FREEZE -> signal("STOP", name);
      case FLUSH -> tell(name, "FLUSHALL");
      case FORGET -> tell(name, "DEL", "btc:ticks");
      case FULL -> tell(name, "CONFIG", "SET", "maxmemory", "1");
      case READ_ONLY -> tell(name, "REPLICAOF", "127.0.0.1", "1");
      case UNSAVED -> failToSave(name);
      case DISCONNECT -> tell(name, "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
      case CUT -> wire.fault(TcpFault.Cut.seeded(strike.dice(), 20_000));
      case STALL ->
          wire.fault(
              TcpFault.Freeze.of(
                  dice.nextBoolean() ? TcpFault.Way.TO_SERVER : TcpFault.Way.TO_CLIENT));
      case SLOW ->
          wire.fault(
              new TcpFault.Delay(
                  TcpFault.Way.TO_CLIENT, Duration.ofMillis(dice.nextLong(10, 100))));
      case NARROW ->
          wire.fault(
              new TcpFault.Throttle(TcpFault.Way.TO_SERVER, dice.nextInt(100_000, 1_000_000)));
      case REFUSE -> {
        wire.fault(new TcpFault.Refuse());
        wire.resetAll();
      }
      case DROP -> {
        wire.fault(new TcpFault.DropAccepted());
        wire.resetAll();
      }
    }
  }

  synchronized void end(ScheduledFault.OnStore strike) throws CannotSoak {
    if (closed) {
      return;
    }
    StoreName name = strike.store();
    switch (strike.fault()) {
      case KILL, RESTART -> launch(name, port(name));
      case EMPTY -> {
        int port = port(name);
        Folders.delete(directory.resolve(name.text()));
        launch(name, port);
      }
      case FREEZE -> signal("CONT", name);
      case FULL -> tell(name, "CONFIG", "SET", "maxmemory", "0");
      case READ_ONLY -> tell(name, "REPLICAOF", "NO", "ONE");
      case UNSAVED -> saveAgain(name);
      case STALL, SLOW, NARROW, REFUSE, DROP -> wire(name).heal();
      case FLUSH, FORGET, DISCONNECT, CUT -> {}
    }
  }

  /** Takes back what has no end of its own: a cut that found nothing to cut. */
  void calm() {
    wires.values().forEach(FaultProxy::heal);
  }

  /** A directory where the snapshot should be: what it tries to save cannot be. */
  private void failToSave(StoreName name) throws CannotSoak {
    try {
      Files.createDirectories(inTheWay(name));
    } catch (IOException failed) {
      throw new CannotSoak("no directory can be made: " + failed);
    }
    tell(name, "CONFIG", "SET", "save", "3600 1000000");
    long deadline = clock.nanos() + SAVED_WITHIN.toNanos();
    while (!info(name).contains("rdb_last_bgsave_status:err") && clock.nanos() < deadline) {
      // Refused while it rewrites its file; then again.
      List<String> _ = RedisQuestion.ask(port(name), ANSWER, "BGSAVE");
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  /** Where nothing is to be saved by itself, a save that failed does not count. */
  private void saveAgain(StoreName name) throws CannotSoak {
    tell(name, "CONFIG", "SET", "save", "");
    Folders.delete(directory.resolve(name.text()).resolve("dump.rdb"));
  }

  private Path inTheWay(StoreName name) {
    return directory.resolve(name.text()).resolve("dump.rdb").resolve("in-the-way");
  }

  private List<String> info(StoreName name) {
    return RedisQuestion.ask(port(name), ANSWER, "INFO", "persistence");
  }

  private void tell(StoreName name, String... words) throws CannotSoak {
    // It may be busy with what happened before: loading, rewriting its file.
    for (int attempt = 0; attempt < 5; attempt++) {
      if (!RedisQuestion.ask(port(name), ANSWER, words).isEmpty()) {
        return;
      }
    }
    throw new CannotSoak("the " + name.text() + " Redis does not take " + String.join(" ", words));
  }

  private void launch(StoreName name, int port) throws CannotSoak {
    switch (EmbeddedRedis.start(setup.options(directory.resolve(name.text()), port), clock)) {
      case EmbeddedRedis.Start.Started(EmbeddedRedis started, _) -> processes.put(name, started);
      case EmbeddedRedis.Start.Failed(String detail) -> throw new CannotSoak(detail);
    }
  }

  private void signal(String signal, StoreName name) throws CannotSoak {
    try {
      String pid = Long.toString(process(name).pid());
      new ProcessBuilder("kill", "-" + signal, pid).start().waitFor();
    } catch (IOException failed) {
      throw new CannotSoak("no process can be frozen here: " + failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private EmbeddedRedis process(StoreName name) {
    return Objects.requireNonNull(processes.get(name), "started");
  }

  private FaultProxy wire(StoreName name) {
    return Objects.requireNonNull(wires.get(name), "started");
  }

  @Override
  public synchronized void close() {
    closed = true;
    wires.values().forEach(FaultProxy::close);
    processes.values().forEach(EmbeddedRedis::kill);
  }
}
