package btcfeed.application.replicate;

import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.store.StoreFacts;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.WriterLease;

/** Says of one store what an operator should know when its sender has the seat. */
record StoreAnnouncements(StoreName name, FeedLog log) {

  /** It is up, and lacks so many records; before, this one wrote to it. */
  void up(StoreFacts facts, WriterLease before, WriterLease ours, long remaining) {
    if (!before.equals(WriterLease.NONE_YET) && !before.instance().equals(ours.instance())) {
      log.report(new FeedEvent.StoreTakenOver(name, before));
    }
    log.report(new FeedEvent.StoreUp(name, facts.version(), remaining));
    String policy = facts.maxmemoryPolicy();
    if (!policy.isEmpty() && !policy.equals("noeviction")) {
      log.report(
          new FeedEvent.StoreUnsafe(
              name,
              "its maxmemory-policy is "
                  + policy
                  + ", under which it may throw away what it was given; set it to noeviction"));
    }
  }
}
