package btcfeed.redis;

import btcfeed.testsupport.MutationContract;
import btcfeed.testsupport.PricePortContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Mutations in Redis through Redisson")
class RedissonMutationsTest extends MutationContract {
  @Override
  protected PricePortContract.Subject subject() {
    return RedisSubject.create();
  }
}
