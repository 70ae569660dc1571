package btcfeed.application.simulation;

import btcfeed.domain.journal.Batch;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Trade;
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.LeasePort;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.sequence.CoverageLoss;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.Plausibility;
import btcfeed.domain.sequence.SearchOutcome;
import btcfeed.domain.store.LeaseView;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterLease;
import btcfeed.domain.time.Clock;
import btcfeed.testsupport.InMemoryJournal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Does what a {@link Plant} says; with {@link Plant#NOTHING}, nothing. */
final class Sabotage {
  private Sabotage() {}

  /** What the sequencer's verdicts become on their way into the journal. */
  static List<Entry> appended(Plant plant, List<Entry> entries) {
    List<Entry> all = new ArrayList<>(entries);
    if (plant == Plant.GAPS_ARE_SKIPPED) {
      all.removeIf(
          entry ->
              entry.event() instanceof JournalEvent.GapChanged(_, Gap gap)
                  && gap.state() == Gap.State.OPEN);
    }
    if (plant == Plant.GAPS_CLOSE_EARLY) {
      all.replaceAll(Sabotage::closed);
    }
    Entry last = entries.getLast();
    boolean some = last.event() instanceof JournalEvent.Ticked && last.id().ms() % 16 == 0;
    if (plant == Plant.TICKS_TWICE && some) {
      all.add(new Entry(new JournalId(last.id().ms(), last.id().seq() + 1), last.event()));
    }
    return all;
  }

  private static Entry closed(Entry entry) {
    return entry.event() instanceof JournalEvent.GapChanged(Market market, Gap gap)
            && gap.state() == Gap.State.OPEN
        ? new Entry(
            entry.id(),
            new JournalEvent.GapChanged(
                market,
                new Gap(gap.ids(), gap.sinceUs(), gap.untilUs(), Gap.State.CLOSED, gap.trades())))
        : entry;
  }

  /** What a sender reads. */
  static JournalPort.Reader read(World world, JournalPort.Reader reader) {
    return world.plant != Plant.LENT_THREADS_SKIP_A_RECORD
        ? reader
        : new JournalPort.Reader() {
          @Override
          public JournalPort.Read next(int maxRecords, int maxBytes) {
            JournalPort.Read read = reader.next(maxRecords, maxBytes);
            return world.lent && read instanceof JournalPort.Read.Records(Batch batch)
                ? new JournalPort.Read.Records(kept(Plant.STORE_DROPS_A_RECORD, batch))
                : read;
          }

          @Override
          public long remaining() {
            return reader.remaining();
          }

          @Override
          public void close() {
            reader.close();
          }
        };
  }

  /** What of a batch gets into a store. */
  static Batch kept(Plant plant, Batch batch) {
    if (plant == Plant.CHANGES_ARE_DROPPED) {
      List<Entry> others =
          batch.entries().stream()
              .filter(entry -> !(entry.event() instanceof JournalEvent.Mutated))
              .toList();
      return others.isEmpty() ? batch : Batch.of(others);
    }
    if (plant != Plant.STORE_DROPS_A_RECORD || batch.count() < 3) {
      return batch;
    }
    List<Entry> entries = new ArrayList<>(batch.entries());
    entries.remove(entries.size() / 2);
    return Batch.of(entries);
  }

  /** What is left of the journal when the service dies. */
  static InMemoryJournal reopened(Plant plant, InMemoryJournal journal) {
    return plant == Plant.JOURNAL_FORGETS ? journal.reopenedWithout(2) : journal.reopened();
  }

  /** What an instance sees of the lease that it wants. */
  static LeasePort.Answer taken(Plant plant, WriterLease wanted, LeasePort.Answer answer) {
    return plant == Plant.HIGHER_EPOCHS_ARE_IGNORED
            && answer instanceof LeasePort.Answer.Seen(LeaseView view)
            && view.holder().epoch() > wanted.epoch()
        ? new LeasePort.Answer.Seen(
            new LeaseView(wanted, view.left(), view.lineage(), view.end(), view.instances()))
        : answer;
  }

  /** What a store makes of a batch that it has refused, because another instance leads. */
  static Outcome written(
      Plant plant, PricePort store, WriterLease lease, Outcome outcome, Batch batch) {
    if (plant != Plant.TWO_LEADERS_ARE_ACCEPTED
        || !(outcome instanceof Outcome.Fenced(WriterLease by))
        || !(store.position() instanceof PricePort.PositionResult.At(StorePosition at))) {
      return outcome;
    }
    Outcome claimed =
        store.claim(
            new WriterLease(by.epoch(), lease.instance(), lease.startedUs()),
            at.lineage(),
            at.applied(),
            at);
    return claimed instanceof Outcome.Applied ? store.apply(batch, at.applied()) : outcome;
  }

  /** Takes what only another leader had. */
  static AcceptTrades merged(Plant plant, AcceptTrades ingest) {
    return plant == Plant.CUT_TRADES_ARE_NOT_MERGED
        ? new Lines(plant, ingest, () -> false)
        : ingest;
  }

  /** The clock for ages. */
  static Clock ages(Plant plant, Clock clock) {
    return plant != Plant.AGES_BY_THE_WALL_CLOCK
        ? clock
        : new Clock() {
          private final long differs = clock.nanos() - clock.wallUs() * 1_000;

          @Override
          public long wallUs() {
            return clock.wallUs();
          }

          @Override
          public long nanos() {
            return clock.wallUs() * 1_000 + differs;
          }
        };
  }

  /** What the lines tell. */
  static AcceptTrades lines(Plant plant, AcceptTrades ingest, BooleanSupplier leads) {
    return new Lines(
        plant == Plant.CUT_TRADES_ARE_NOT_MERGED ? Plant.NOTHING : plant, ingest, leads);
  }

  private static final class Lines implements AcceptTrades {
    private final Plant plant;
    private final AcceptTrades ingest;
    private final BooleanSupplier leads;
    private final Set<Market> absurd = new HashSet<>();
    private long newestUs = Long.MIN_VALUE;

    Lines(Plant plant, AcceptTrades ingest, BooleanSupplier leads) {
      this.leads = leads;
      this.plant = plant;
      this.ingest = ingest;
    }

    @Override
    public void accept(List<Trade> trades, Origin origin, long timeUs, long nanos) {
      boolean forgets = plant == Plant.FOLLOWERS_FORGET || plant == Plant.CUT_TRADES_ARE_NOT_MERGED;
      if (forgets && !leads.getAsBoolean()) {
        return;
      }
      trades.forEach(trade -> newestUs = Math.max(newestUs, trade.exchangeTimeUs()));
      ingest.accept(sabotaged(trades), origin, timeUs, nanos);
    }

    private List<Trade> sabotaged(List<Trade> trades) {
      if (plant == Plant.PRICES_ARE_ROUNDED) {
        return trades.stream().map(Lines::rounded).toList();
      }
      return plant == Plant.ONE_ID_MAKES_ALL_OLD
          ? trades.stream().filter(trade -> !isOld(trade)).toList()
          : trades;
    }

    private boolean isOld(Trade trade) {
      if (trade.id().equals(WrongTrades.ABSURD_ID)) {
        absurd.add(trade.market());
        return false;
      }
      return absurd.contains(trade.market());
    }

    /** True if a time so late was heard that all others seem to have been heard. */
    private boolean isBlinded(long untilUs) {
      return plant == Plant.COVERAGE_BELIEVES_ANY_TIME
          && newestUs > untilUs + Plausibility.FIRST_TOLERANCE.toNanos() / 1_000;
    }

    private static Trade rounded(Trade trade) {
      long cents = trade.price().unscaled();
      return new Trade(
          trade.market(),
          trade.id(),
          new Price(cents % 50 == 49 ? cents + 1 : cents, trade.price().scale()),
          trade.quantity(),
          trade.side(),
          trade.exchangeTimeUs());
    }

    @Override
    public void coverageLost(CoverageLoss loss) {
      boolean dropped =
          switch (loss) {
            case CoverageLoss.Disconnected _ -> plant == Plant.NOBODY_NOTICES_SILENCE;
            case CoverageLoss.MissedTime missed ->
                plant == Plant.NOBODY_NOTICES_SILENCE || isBlinded(missed.untilUs());
            case CoverageLoss.AnnouncedButMissing _, CoverageLoss.HistoryAdded _ -> false;
          };
      if (!dropped) {
        ingest.coverageLost(loss);
      }
    }

    @Override
    public void backfillFinished(Market market, Gap gap, SearchOutcome outcome) {
      ingest.backfillFinished(market, gap, outcome);
    }
  }
}
