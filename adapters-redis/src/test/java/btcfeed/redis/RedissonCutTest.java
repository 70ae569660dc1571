package btcfeed.redis;

import btcfeed.testsupport.CutContract;
import btcfeed.testsupport.PricePortContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Cuts of the streams of Redis")
class RedissonCutTest extends CutContract {
  @Override
  protected PricePortContract.Subject subject() {
    return RedisSubject.create();
  }
}
