package btcfeed.rehearsal.faults;

import btcfeed.application.work.CloseStack;
import btcfeed.configuration.CannotStart;
import btcfeed.configuration.FeedConfig;
import btcfeed.configuration.RedisEndpoint;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.time.Clock;
import btcfeed.redis.EmbeddedRedis;
import btcfeed.redis.StoreReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A primary and a failover Redis as processes of this rehearsal, on loopback. Faults happen to real
 * processes. A Redis that is launched again keeps its port. One thread, except where noted.
 */
public final class RedisPair implements FaultyStores {
  private static final int ANY_PORT = 0;

  private final Path directory;
  private final Launcher launcher;
  private final Clock clock;
  private final Map<StoreName, EmbeddedRedis> processes = new EnumMap<>(StoreName.class);
  private final Map<StoreName, Integer> ports = new EnumMap<>(StoreName.class);

  /** How the Redis processes are started. Implemented by the composition root. */
  @FunctionalInterface
  public interface Launcher {
    /** Options for a Redis with its files in this directory; port 0 means any free port. */
    EmbeddedRedis.Options options(Path directory, int port);
  }

  private RedisPair(Path directory, Launcher launcher, Clock clock) {
    this.directory = directory;
    this.launcher = launcher;
    this.clock = clock;
  }

  /** Starts both, with their files in this directory, which the caller deletes. */
  public static RedisPair start(Path directory, Launcher launcher, Clock clock) throws CannotStart {
    return start(directory, launcher, clock, Map.of());
  }

  /** Starts both, on these ports where they are free, with their files in this directory. */
  public static RedisPair start(
      Path directory, Launcher launcher, Clock clock, Map<StoreName, Integer> usualPorts)
      throws CannotStart {
    try (CloseStack opened = new CloseStack(_ -> {})) {
      RedisPair pair = opened.push(new RedisPair(directory, launcher, clock));
      for (StoreName name : StoreName.values()) {
        pair.launchNear(name, usualPorts.getOrDefault(name, ANY_PORT));
        pair.ports.put(name, pair.process(name).port());
      }
      CloseStack _ = opened.handOver();
      return pair;
    }
  }

  /** Its port. Any thread. */
  public int port(StoreName name) {
    return Objects.requireNonNull(ports.get(name), "started");
  }

  @Override
  public FeedConfig.Stores config(FeedConfig.Stores wanted, Duration failbackGrace) {
    return wanted.between(
        RedisEndpoint.loopback(port(StoreName.PRIMARY)),
        RedisEndpoint.loopback(port(StoreName.FAILOVER)),
        Optional.empty(),
        FeedConfig.Scope.ALL,
        failbackGrace);
  }

  /** A reader of it, which fails while it does not answer. Any thread. */
  @Override
  public StoreReader read(StoreName name) {
    return StoreReader.local(port(name));
  }

  /** The directory of its files. */
  public Path folder(StoreName name) {
    return directory.resolve(name.text());
  }

  @Override
  public void kill(StoreName name) {
    process(name).kill();
  }

  /** Stops it in order, as an operator would. */
  public void stop(StoreName name) {
    process(name).stop();
  }

  @Override
  public void launch(StoreName name) throws CannotStart {
    launch(name, port(name));
  }

  @Override
  public void launchEmpty(StoreName name) throws CannotStart {
    Folders.delete(folder(name));
    launch(name);
  }

  /** Suspends the process. */
  @Override
  public void freeze(StoreName name) throws CannotStart {
    signal("STOP", name);
  }

  @Override
  public void thaw(StoreName name) throws CannotStart {
    signal("CONT", name);
  }

  @Override
  public void flush(StoreName name) {
    try (StoreReader reader = read(name)) {
      reader.flushAll();
    }
  }

  @Override
  public void close() {
    processes.values().forEach(EmbeddedRedis::kill);
  }

  private void launchNear(StoreName name, int usualPort) throws CannotStart {
    try {
      launch(name, usualPort);
    } catch (CannotStart failed) {
      if (usualPort == ANY_PORT) {
        throw failed;
      }
      launch(name, ANY_PORT);
    }
  }

  /** Its process, another one each time that it is launched. */
  public EmbeddedRedis process(StoreName name) {
    return Objects.requireNonNull(processes.get(name), "started");
  }

  private void launch(StoreName name, int port) throws CannotStart {
    switch (EmbeddedRedis.start(launcher.options(folder(name), port), clock)) {
      case EmbeddedRedis.Start.Started(EmbeddedRedis started, _) -> processes.put(name, started);
      case EmbeddedRedis.Start.Failed(String detail) -> throw new CannotStart(detail);
    }
  }

  private void signal(String signal, StoreName name) throws CannotStart {
    Signals.send(signal, process(name).pid());
  }
}
