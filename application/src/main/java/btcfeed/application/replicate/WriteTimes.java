package btcfeed.application.replicate;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.port.Measure;
import btcfeed.domain.port.Measure.Stage;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.time.Clock;

/** Measures the writes into one store. */
final class WriteTimes {
  private final Measure measure;
  private final Clock clock;
  private final Stage write;
  private final Stage sinceReceipt;

  WriteTimes(StoreName name, Measure measure, Clock clock) {
    this.measure = measure;
    this.clock = clock;
    boolean primary = name == StoreName.PRIMARY;
    this.write = primary ? Stage.PRIMARY_WRITE : Stage.FAILOVER_WRITE;
    this.sinceReceipt = primary ? Stage.WIRE_TO_PRIMARY : Stage.WIRE_TO_FAILOVER;
  }

  /** A write took this long. */
  void wrote(long nanos) {
    measure.record(write, nanos);
  }

  /** A live batch is in the store; measures the age of its oldest trade. */
  void arrived(Batch batch) {
    if (batch.oldest().event() instanceof JournalEvent.Ticked(PriceTick tick)) {
      measure.record(sinceReceipt, Math.max(0, clock.wallUs() - tick.receiveTimeUs()) * 1000);
    }
  }
}
