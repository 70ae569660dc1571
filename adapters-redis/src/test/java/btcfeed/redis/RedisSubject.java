package btcfeed.redis;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.PricePort;
import btcfeed.testsupport.PricePortContract;
import btcfeed.testsupport.RedisProcess;
import java.util.List;

/** A new Redis as the contracts see it. */
final class RedisSubject {
  private RedisSubject() {}

  static PricePortContract.Subject create() {
    RedisProcess redis = RedisProcess.start();
    Stores.Wall wall = new Stores.Wall();
    Listener listener = new Listener(redis);
    return new PricePortContract.Subject() {
      @Override
      public PricePort open() {
        return Stores.open(redis, Publishing.DEFAULT, wall);
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
      public void forgetCursor() {
        redis.command("DEL", "btc:feed");
      }

      @Override
      public void remove(String key) {
        redis.command("DEL", key);
      }

      @Override
      public void time(long wallMs) {
        wall.set(wallMs * 1_000);
      }

      @Override
      public List<String> published() {
        return listener.received();
      }

      @Override
      public void addForeignTick(JournalId id) {
        redis.command("XADD", "btc:ticks", id.toString(), "writer", "another program");
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
        listener.close();
        redis.close();
      }
    };
  }
}
