package btcfeed.rehearsal.soak;

import btcfeed.application.work.CloseStack;
import btcfeed.configuration.CannotStart;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.time.Clock;
import btcfeed.redis.RedisQuestion;
import btcfeed.redis.StoreReader;
import btcfeed.rehearsal.faults.FaultProxy;
import btcfeed.rehearsal.faults.Folders;
import btcfeed.rehearsal.faults.RedisPair;
import btcfeed.rehearsal.faults.TcpFault;
import btcfeed.rehearsal.faults.TcpFault.Delay;
import btcfeed.rehearsal.faults.TcpFault.Freeze;
import btcfeed.rehearsal.faults.TcpFault.Throttle;
import btcfeed.rehearsal.faults.TcpFault.Way;
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
 * The two Redis of a soak, processes of its own, each behind a fault proxy of its own. One thread,
 * except where noted.
 */
final class SoakStores implements AutoCloseable {
  private static final Duration ANSWER = Duration.ofSeconds(2);
  private static final Duration SAVED_WITHIN = Duration.ofSeconds(5);

  private final RedisPair pair;
  private final Clock clock;
  private final Map<StoreName, FaultProxy> proxies = new EnumMap<>(StoreName.class);
  private boolean closed;

  private SoakStores(RedisPair pair, Clock clock) {
    this.pair = pair;
    this.clock = clock;
  }

  static SoakStores start(Path directory, RedisPair.Launcher launcher, Clock clock)
      throws CannotStart {
    try (CloseStack opened = new CloseStack(_ -> {})) {
      RedisPair pair = opened.push(RedisPair.start(directory, launcher, clock));
      SoakStores stores = opened.push(new SoakStores(pair, clock));
      for (StoreName name : StoreName.values()) {
        stores.proxies.put(name, FaultProxy.to(pair.port(name)));
      }
      CloseStack _ = opened.handOver();
      return stores;
    }
  }

  /** The port of its proxy, where the service reaches it. */
  int proxyPort(StoreName name) {
    return proxy(name).port();
  }

  /** Its own port, which answers whatever fault the proxy has. Any thread. */
  int port(StoreName name) {
    return pair.port(name);
  }

  /** A reader of it, which fails while it does not answer. Any thread. */
  StoreReader read(StoreName name) {
    return pair.read(name);
  }

  synchronized void begin(ScheduledFault.OnStore scheduled) throws CannotStart {
    StoreName name = scheduled.store();
    FaultProxy proxy = proxy(name);
    Random dice = new Random(scheduled.dice());
    switch (scheduled.fault()) {
      case KILL, EMPTY -> pair.kill(name);
      case RESTART -> pair.stop(name);
      case FREEZE -> pair.freeze(name);
      case FLUSH -> command(name, "FLUSHALL");
      case FORGET -> command(name, "DEL", "btc:ticks");
      case FULL -> command(name, "CONFIG", "SET", "maxmemory", "1");
      case READ_ONLY -> command(name, "REPLICAOF", "127.0.0.1", "1");
      case UNSAVED -> failToSave(name);
      case DISCONNECT -> command(name, "CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
      case CUT -> proxy.fault(TcpFault.Cut.seeded(scheduled.dice(), 20_000));
      case STALL -> proxy.fault(Freeze.of(dice.nextBoolean() ? Way.TO_SERVER : Way.TO_CLIENT));
      case SLOW -> proxy.fault(new Delay(Way.TO_CLIENT, Duration.ofMillis(dice.nextLong(10, 100))));
      case NARROW -> proxy.fault(new Throttle(Way.TO_SERVER, dice.nextInt(100_000, 1_000_000)));
      case REFUSE -> {
        proxy.fault(new TcpFault.Refuse());
        proxy.resetAll();
      }
      case DROP -> {
        proxy.fault(new TcpFault.DropAccepted());
        proxy.resetAll();
      }
    }
  }

  synchronized void end(ScheduledFault.OnStore scheduled) throws CannotStart {
    if (closed) {
      return;
    }
    StoreName name = scheduled.store();
    switch (scheduled.fault()) {
      case KILL, RESTART -> pair.launch(name);
      case EMPTY -> pair.launchEmpty(name);
      case FREEZE -> pair.thaw(name);
      case FULL -> command(name, "CONFIG", "SET", "maxmemory", "0");
      case READ_ONLY -> command(name, "REPLICAOF", "NO", "ONE");
      case UNSAVED -> saveAgain(name);
      case STALL, SLOW, NARROW, REFUSE, DROP -> proxy(name).heal();
      case FLUSH, FORGET, DISCONNECT, CUT -> {}
    }
  }

  /** Ends the faults that have no end of their own, such as a cut that found nothing to cut. */
  void healAll() {
    proxies.values().forEach(FaultProxy::heal);
  }

  /** Puts a directory where the snapshot belongs, so that saving it fails. */
  private void failToSave(StoreName name) throws CannotStart {
    try {
      Path _ = Files.createDirectories(snapshot(name).resolve("in-the-way"));
    } catch (IOException failed) {
      throw new CannotStart("no directory can be made: " + failed);
    }
    command(name, "CONFIG", "SET", "save", "3600 1000000");
    long deadline = clock.nanos() + SAVED_WITHIN.toNanos();
    while (!RedisQuestion.ask(port(name), ANSWER, "INFO", "persistence")
            .contains("rdb_last_bgsave_status:err")
        && clock.nanos() < deadline) {
      // Redis refuses it while it rewrites its append-only file.
      List<String> _ = RedisQuestion.ask(port(name), ANSWER, "BGSAVE");
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  /** Where nothing is to be saved by itself, a save that failed does not count. */
  private void saveAgain(StoreName name) throws CannotStart {
    command(name, "CONFIG", "SET", "save", "");
    Folders.delete(snapshot(name));
  }

  private Path snapshot(StoreName name) {
    return pair.folder(name).resolve("dump.rdb");
  }

  private void command(StoreName name, String... words) throws CannotStart {
    // It may still be busy with the fault before: loading, rewriting its file.
    for (int attempt = 0; attempt < 5; attempt++) {
      if (!RedisQuestion.ask(port(name), ANSWER, words).isEmpty()) {
        return;
      }
    }
    throw new CannotStart("the " + name.text() + " Redis does not take " + String.join(" ", words));
  }

  private FaultProxy proxy(StoreName name) {
    return Objects.requireNonNull(proxies.get(name), "started");
  }

  @Override
  public synchronized void close() {
    closed = true;
    proxies.values().forEach(FaultProxy::close);
    pair.close();
  }
}
