package btcfeed.application.replicate;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.store.WriterLease;

/** Why a store is not written to any more, and what a person can do about it. */
final class StopMessages {
  private StopMessages() {}

  static String foreign(String stream, JournalId entry) {
    return stream
        + " has entry "
        + entry
        + ", which this service did not write; nothing is written or deleted until it is"
        + " gone (look at it with XRANGE, then XDEL does not help: DEL the stream, it is"
        + " filled again from the journal)";
  }

  static String sameServer() {
    return "the failover address leads to the server that is written as the primary, or to one that"
        + " replicates with it, so it protects from nothing; name another Redis as the failover, or"
        + " set USE_FAILOVER=false";
  }

  static String fenced(WriterLease by) {
    return "another feed, instance "
        + by.instance()
        + " of epoch "
        + by.epoch()
        + ", writes to this store; this one keeps out until that one's mark is gone or this one is"
        + " started anew";
  }
}
