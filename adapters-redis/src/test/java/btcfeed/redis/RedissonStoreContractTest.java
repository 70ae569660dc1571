package btcfeed.redis;

import btcfeed.testsupport.PricePortContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Redis through Redisson, as a price port")
class RedissonStoreContractTest extends PricePortContract {
  @Override
  protected Subject subject() {
    return RedisSubject.create();
  }
}
