package btcfeed.redis;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.PricePort;
import btcfeed.testsupport.PricePortContract;
import btcfeed.testsupport.RedisProcess;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Redis through Redisson, as a price port")
class RedissonStoreContractTest extends PricePortContract {
  @Override
  protected Subject subject() {
    RedisProcess redis = RedisProcess.start();
    return new Subject() {
      @Override
      public PricePort open() {
        return Stores.open(redis);
      }

      @Override
      public void empty() {
        redis.flushAll();
      }

      @Override
      public void forgetTicks() {
        redis.command("DEL", "btc:ticks");
      }

      @Override
      public void addForeignTick(JournalId id) {
        redis.command("XADD", "btc:ticks", id.toString(), "who", "a stranger");
      }

      @Override
      public void cut() {
        redis.kill();
      }

      @Override
      public void heal() {
        redis.restart();
      }

      @Override
      public List<JournalId> ticks() {
        return Stores.ids(redis, "btc:ticks");
      }

      @Override
      public List<JournalId> gaps() {
        return Stores.ids(redis, "btc:gaps");
      }

      @Override
      public void close() {
        redis.close();
      }
    };
  }
}
