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
  private final Stage fromWire;

  WriteTimes(StoreName name, Measure measure, Clock clock) {
    this.measure = measure;
    this.clock = clock;
    boolean primary = name == StoreName.PRIMARY;
    this.write = primary ? Stage.PRIMARY_WRITE : Stage.FAILOVER_WRITE;
    this.fromWire = primary ? Stage.WIRE_TO_PRIMARY : Stage.WIRE_TO_FAILOVER;
  }

  /** How long the store took. */
  void wrote(long nanos) {
    measure.record(write, nanos);
  }

  /** A batch of news is in the store: how old is its oldest? */
  void arrived(Batch batch) {
    if (batch.oldest().event() instanceof JournalEvent.Ticked(PriceTick tick)) {
      measure.record(fromWire, Math.max(0, clock.wallUs() - tick.receiveTimeUs()) * 1000);
    }
  }
}
