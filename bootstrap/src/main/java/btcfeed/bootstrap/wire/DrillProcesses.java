package btcfeed.bootstrap.wire;

import btcfeed.bootstrap.config.FeedConfig;
import btcfeed.bootstrap.config.RedisEndpoint;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.time.Clock;
import btcfeed.redis.EmbeddedRedis;
import btcfeed.redis.StoreReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Two Redis processes of a rehearsal's own: what happens to them happens to real processes. */
final class DrillProcesses implements DrillStores {
  private static final int ANY_PORT = 0;

  private final Path directory;
  private final Optional<Path> binary;
  private final Clock clock;
  private final Map<StoreName, EmbeddedRedis> processes = new EnumMap<>(StoreName.class);

  private DrillProcesses(Path directory, Optional<Path> binary, Clock clock) {
    this.directory = directory;
    this.binary = binary;
    this.clock = clock;
  }

  /** Starts both, with their files in this directory, which is the caller's to remove. */
  static DrillProcesses start(Path directory, Optional<Path> binary, Clock clock)
      throws CannotStart {
    DrillProcesses stores = new DrillProcesses(directory, binary, clock);
    boolean up = false;
    try {
      for (StoreName name : StoreName.values()) {
        stores.launch(name, ANY_PORT);
      }
      up = true;
      return stores;
    } finally {
      if (!up) {
        stores.close();
      }
    }
  }

  @Override
  public List<DrillFault> faults() {
    return Arrays.stream(DrillFault.values()).filter(fault -> fault != DrillFault.BATCH).toList();
  }

  @Override
  public FeedConfig.Stores config(FeedConfig.Stores wanted) {
    return wanted.between(
        RedisEndpoint.loopback(process(StoreName.PRIMARY).port()),
        RedisEndpoint.loopback(process(StoreName.FAILOVER).port()),
        Optional.empty());
  }

  @Override
  public void kill(StoreName name) {
    process(name).kill();
  }

  @Override
  public void restart(StoreName name, boolean empty) throws CannotStart {
    if (empty) {
      DrillStage.delete(folder(name));
    }
    launch(name, process(name).port());
  }

  @Override
  public void freezePrimary() throws CannotStart {
    signal("STOP");
  }

  @Override
  public void thawPrimary() throws CannotStart {
    signal("CONT");
  }

  @Override
  public void flushPrimary() {
    try (StoreReader reader = read(StoreName.PRIMARY)) {
      reader.flushAll();
    }
  }

  @Override
  public void cutPrimary() {
    throw new IllegalStateException("there is no wire to cut");
  }

  @Override
  public StoreReader read(StoreName name) {
    return StoreReader.local(process(name).port());
  }

  @Override
  public void close() {
    processes.values().forEach(EmbeddedRedis::kill);
  }

  private EmbeddedRedis process(StoreName name) {
    return Objects.requireNonNull(processes.get(name), "started");
  }

  private Path folder(StoreName name) {
    return directory.resolve(name.text());
  }

  private void launch(StoreName name, int port) throws CannotStart {
    switch (EmbeddedRedis.start(
        EmbeddedRedisSupervisor.options(folder(name), port, binary), clock)) {
      case EmbeddedRedis.Start.Started(EmbeddedRedis started, _) -> processes.put(name, started);
      case EmbeddedRedis.Start.Failed(String detail) -> throw new CannotStart(detail);
    }
  }

  private void signal(String name) throws CannotStart {
    try {
      String pid = Long.toString(process(StoreName.PRIMARY).pid());
      new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
    } catch (IOException failed) {
      throw new CannotStart("no process can be frozen here: " + failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
