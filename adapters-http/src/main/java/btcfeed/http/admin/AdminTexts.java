package btcfeed.http.admin;

import btcfeed.domain.store.SwitchCommand;
import btcfeed.domain.store.SwitchResult;

/** Why an order is not followed, for the one who gave it. */
final class AdminTexts {
  private AdminTexts() {}

  static String why(SwitchCommand order, SwitchResult.Refusal why) {
    return switch (order) {
      case FAILOVER ->
          switch (why) {
            case ONE_STORE ->
                "there is only one store (USE_FAILOVER, REDIS_HOST), and readers are on it";
            case NOT_IN_REACH -> "the failover store is not in reach; GET /redis/status says why";
            case BEHIND ->
                "the failover store is behind, readers would see old prices; GET /redis/status says"
                    + " how far";
            case ALREADY_THERE -> "readers are on the failover store already, and stay there";
          };
      case FAILBACK ->
          switch (why) {
            case ONE_STORE ->
                "there is only one store (USE_FAILOVER, REDIS_HOST), and readers are on it";
            case NOT_IN_REACH -> "the primary store is not in reach; GET /redis/status says why";
            case BEHIND -> "the primary store is behind; GET /redis/status says how far";
            case ALREADY_THERE -> "readers are on the primary store already";
          };
    };
  }
}
