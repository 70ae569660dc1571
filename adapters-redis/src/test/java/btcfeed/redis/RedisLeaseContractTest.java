package btcfeed.redis;

import btcfeed.domain.port.LeasePort;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.store.InstanceReport;
import btcfeed.testsupport.LeasePortContract;
import btcfeed.testsupport.LeaseSubject;
import btcfeed.testsupport.RedisProcess;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Redis through Redisson, as a lease port")
class RedisLeaseContractTest extends LeasePortContract {
  @Override
  protected LeaseSubject subject() {
    RedisProcess redis = RedisProcess.start();
    return new LeaseSubject() {
      @Override
      public LeasePort open() {
        return Stores.openLease(redis);
      }

      @Override
      public PricePort openStore() {
        return Stores.open(redis);
      }

      @Override
      public void empty() {
        redis.flushAll();
      }

      @Override
      public void advance() {
        // The clock of the server advances by itself.
      }

      @Override
      public void announcedBefore(InstanceReport report) {
        List<String> now = redis.texts("TIME");
        long nowUs = Long.parseLong(now.get(0)) * 1_000_000 + Long.parseLong(now.get(1));
        long seenUs = nowUs - report.age().toNanos() / 1_000;
        redis.command(
            "HSET",
            "btc:instances",
            report.instance(),
            report.role().text() + " " + report.address() + " " + seenUs);
      }

      @Override
      public void close() {
        redis.close();
      }
    };
  }
}
