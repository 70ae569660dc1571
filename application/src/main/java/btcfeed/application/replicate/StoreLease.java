package btcfeed.application.replicate;

import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.store.LeaseView;
import btcfeed.domain.store.WriterLease;

/** What a sender may do with its store now. */
public sealed interface StoreLease {
  /** This instance leads and has the lease in this store: write. */
  record Granted(WriterLease lease) implements StoreLease {}

  /** Another instance leads, or none yet: write nothing. */
  record Followed(LeaseView view) implements StoreLease {}

  /** The store was not asked yet. */
  record NotAsked() implements StoreLease {}

  /** The lease cannot be read. */
  record Unknown(Failure failure) implements StoreLease {}
}
