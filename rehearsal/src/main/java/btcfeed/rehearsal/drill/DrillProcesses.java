package btcfeed.rehearsal.drill;

import btcfeed.configuration.CannotStart;
import btcfeed.configuration.FeedConfig;
import btcfeed.configuration.RedisEndpoint;
import btcfeed.domain.store.StoreName;
import btcfeed.redis.StoreReader;
import btcfeed.rehearsal.faults.RedisPair;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The stores of a drill as two Redis processes of its own. */
record DrillProcesses(RedisPair pair) implements DrillStores {
  @Override
  public List<DrillFault> faults() {
    return Arrays.stream(DrillFault.values()).filter(fault -> fault != DrillFault.BATCH).toList();
  }

  @Override
  public FeedConfig.Stores config(FeedConfig.Stores wanted) {
    return wanted.between(
        RedisEndpoint.loopback(pair.port(StoreName.PRIMARY)),
        RedisEndpoint.loopback(pair.port(StoreName.FAILOVER)),
        Optional.empty());
  }

  @Override
  public void kill(StoreName name) {
    pair.kill(name);
  }

  @Override
  public void restart(StoreName name, boolean empty) throws CannotStart {
    if (empty) {
      pair.launchEmpty(name);
    } else {
      pair.launch(name);
    }
  }

  @Override
  public void freezePrimary() throws CannotStart {
    pair.freeze(StoreName.PRIMARY);
  }

  @Override
  public void thawPrimary() throws CannotStart {
    pair.thaw(StoreName.PRIMARY);
  }

  @Override
  public void flushPrimary() {
    try (StoreReader reader = read(StoreName.PRIMARY)) {
      reader.flushAll();
    }
  }

  @Override
  public void cutPrimary() {
    throw new IllegalStateException("there is no proxy to cut");
  }

  @Override
  public StoreReader read(StoreName name) {
    return pair.read(name);
  }

  @Override
  public void close() {
    pair.close();
  }
}
