package btcfeed.application.replicate;

import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.Happening;
import btcfeed.domain.store.StoreFacts;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.WriterSeat;

/** Says of one store what an operator should know when its sender has the seat. */
record StoreNews(StoreName name, FeedLog log) {

  /** It is up, and lacks so many records; before, this one wrote to it. */
  void up(StoreFacts facts, WriterSeat before, WriterSeat ours, long remaining) {
    if (!before.equals(WriterSeat.VACANT) && !before.instance().equals(ours.instance())) {
      log.report(new Happening.StoreTakenOver(name, before));
    }
    log.report(new Happening.StoreUp(name, facts.version(), remaining));
    String policy = facts.maxmemoryPolicy();
    if (!policy.isEmpty() && !policy.equals("noeviction")) {
      log.report(
          new Happening.StoreUnsafe(
              name,
              "its maxmemory-policy is "
                  + policy
                  + ", under which it may throw away what it was given; set it to noeviction"));
    }
  }
}
