package btcfeed.application.ingest;

import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.sequence.Continuity;
import btcfeed.domain.sequence.CoverageLoss;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.Plausibility;
import btcfeed.domain.sequence.SearchOutcome;
import btcfeed.domain.sequence.SequenceCheckpoint;
import btcfeed.domain.sequence.Sequencer;
import btcfeed.domain.sequence.Verdict;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Decides which trades are new and which are missing, market by market. Ingest thread only. */
final class TradeSequencing {
  private final Map<Market, Stream> streams = new HashMap<>();
  private final FeedLog log;
  private final Function<Venue, VenueStats> stats;
  private final Function<Venue, Continuity> continuity;
  private final Consumer<JournalEvent> out;
  private GapListener gapListener = TickJournal.NO_LISTENER;

  /** The state of one market. */
  private static final class Stream {
    final Market market;
    final VenueStats stats;
    final Plausibility plausibility = new Plausibility();

    /** Gaps given up during recovery that the journal does not mention. */
    final List<Gap> unpublished = new ArrayList<>();

    Sequencer sequencer;
    boolean ticked;

    Stream(Market market, VenueStats stats, Sequencer sequencer) {
      this.market = market;
      this.stats = stats;
      this.sequencer = sequencer;
    }
  }

  /** Passes the resulting events to {@code out}, in order. */
  TradeSequencing(
      FeedLog log,
      Function<Venue, VenueStats> stats,
      Function<Venue, Continuity> continuity,
      Consumer<JournalEvent> out) {
    this.log = log;
    this.stats = stats;
    this.continuity = continuity;
    this.out = out;
  }

  void onGapChange(GapListener listener) {
    gapListener = listener;
  }

  /** Restores the state from one event of the journal. */
  void recover(JournalEvent event) {
    switch (event) {
      case JournalEvent.Ticked(PriceTick tick) -> {
        Stream stream = stream(tick.trade().market());
        // A checkpoint may have had no room for the ids that a gap needs.
        stream.sequencer.replay(tick.trade(), tick.origin() == Origin.BACKFILL).stream()
            .filter(gap -> gap.state() == Gap.State.UNREPAIRABLE)
            .forEach(stream.unpublished::add);
        stream.ticked = true;
      }
      case JournalEvent.Checkpointed(Market market, SequenceCheckpoint checkpoint) -> {
        Stream stream = stream(market);
        stream.sequencer = stream.sequencer.restored(checkpoint);
      }
      case JournalEvent.GapChanged(Market market, Gap gap) -> {
        stream(market).sequencer.replay(gap);
        stream(market).unpublished.removeIf(gap::sameAs);
      }
      case JournalEvent.Mutated _ -> {}
    }
  }

  /** Another instance accepted this tick, so the venue sends new trades. */
  void copied(PriceTick tick, long nanos) {
    stream(tick.trade().market()).stats.accepted(nanos);
  }

  /**
   * The journal was read to its end, and this instance leads. Open gaps are searched for again.
   *
   * @param covered true for a market that the lines cover from before the journal's end
   */
  void recovered(Predicate<Market> covered) {
    for (Stream stream : streams.values()) {
      List.copyOf(stream.unpublished).forEach(gap -> publish(stream, gap));
      stream.unpublished.clear();
      if (!covered.test(stream.market)) {
        stream.sequencer.restarted();
      }
      countGaps(stream, false);
      stream.sequencer.openGaps().forEach(gap -> gapListener.changed(stream.market, gap));
    }
  }

  /** An error in one trade does not affect the other trades of its message. */
  void trades(List<Trade> trades, Origin origin, long receiveTimeUs, long receiveNanos) {
    for (Trade trade : trades) {
      try {
        trade(trade, origin, receiveTimeUs, receiveNanos);
      } catch (Throwable bug) {
        log.report(new FeedEvent.Bug("ingest", bug.toString()));
      }
    }
  }

  private void trade(Trade trade, Origin origin, long receiveTimeUs, long receiveNanos) {
    Stream stream = stream(trade.market());
    if (!stream.plausibility.believes(trade.exchangeTimeUs(), receiveTimeUs, receiveNanos)) {
      refuse(stream, BadInput.BAD_TIME, trade);
      return;
    }
    Verdict verdict =
        switch (origin) {
          case LIVE, RECOVERED -> stream.sequencer.offer(trade);
          case BACKFILL -> stream.sequencer.offerBackfilled(trade);
        };
    switch (verdict) {
      case Verdict.Accept(List<Gap> changed) -> {
        tick(stream, new PriceTick(trade, receiveTimeUs, origin), receiveNanos);
        publishAfterTrade(stream, changed);
      }
      case Verdict.AcceptHeld(List<Trade> held, List<Gap> changed) -> {
        for (Trade before : held) {
          tick(stream, new PriceTick(before, receiveTimeUs, origin), receiveNanos);
        }
        tick(stream, new PriceTick(trade, receiveTimeUs, origin), receiveNanos);
        publishAfterTrade(stream, changed);
      }
      case Verdict.Duplicate _ -> stream.stats.repeated();
      case Verdict.Hold _ -> refuse(stream, BadInput.IMPLAUSIBLE_ID, trade);
    }
  }

  void coverageLost(CoverageLoss loss) {
    for (Stream stream : affected(loss)) {
      stream.sequencer.coverageLost(loss).forEach(gap -> publish(stream, gap));
    }
  }

  private Collection<Stream> affected(CoverageLoss loss) {
    return switch (loss) {
      case CoverageLoss.AnnouncedButMissing missing -> List.of(stream(missing.market()));
      case CoverageLoss.HistoryAdded added -> List.of(stream(added.market()));
      case CoverageLoss.Disconnected _, CoverageLoss.MissedTime _ ->
          streams.values().stream()
              .filter(stream -> stream.market.venue().equals(loss.venue()))
              .toList();
    };
  }

  /** True if the journal has trades of this market. */
  boolean knows(Market market) {
    return streams.containsKey(market);
  }

  /** The venues with a market that no line is known to cover since its newest trade. */
  List<Venue> disconnected() {
    return streams.values().stream()
        .filter(stream -> stream.sequencer.isDisconnected())
        .map(stream -> stream.market.venue())
        .distinct()
        .sorted()
        .toList();
  }

  void backfillFinished(Market market, Gap gap, SearchOutcome outcome) {
    Stream stream = stream(market);
    stream.sequencer.backfillFinished(gap, outcome).forEach(it -> publish(stream, it));
  }

  /** Emits the checkpoints of every market. */
  void checkpoints() {
    for (Stream stream : streams.values()) {
      for (SequenceCheckpoint checkpoint : stream.sequencer.checkpoints()) {
        out.accept(new JournalEvent.Checkpointed(stream.market, checkpoint));
      }
    }
  }

  private void tick(Stream stream, PriceTick tick, long receiveNanos) {
    out.accept(new JournalEvent.Ticked(tick));
    if (tick.origin() == Origin.BACKFILL) {
      stream.stats.filled();
    } else {
      stream.stats.accepted(receiveNanos);
    }
    if (!stream.ticked) {
      stream.ticked = true;
      String price = tick.trade().price().text();
      guarded(() -> log.report(new FeedEvent.FirstTick(stream.market, price)));
    }
  }

  /** A gap that is given up without a search exceeds a bound; the log has the reason. */
  private void publishAfterTrade(Stream stream, List<Gap> changed) {
    for (Gap gap : changed) {
      if (gap.state() == Gap.State.UNREPAIRABLE) {
        String why =
            gap.ids().isPresent()
                ? "more trades are missing than are kept account of, or the ids are numbered anew"
                : "the ids of that time are no longer remembered";
        log.report(new FeedEvent.SearchFailed(stream.market, gap, why));
      }
      publish(stream, gap);
    }
  }

  private void publish(Stream stream, Gap gap) {
    out.accept(new JournalEvent.GapChanged(stream.market, gap));
    countGaps(stream, gap.state() == Gap.State.OPEN);
    guarded(() -> log.report(new FeedEvent.GapSeen(stream.market, gap)));
    guarded(() -> gapListener.changed(stream.market, gap));
  }

  private static void countGaps(Stream stream, boolean opened) {
    stream.stats.gaps(stream.sequencer.openGapCount(), opened);
  }

  private void refuse(Stream stream, BadInput reason, Trade trade) {
    stream.stats.refused(reason);
    String sample = "trade " + trade.id().text() + " at " + trade.exchangeTimeUs() + " us";
    log.report(new FeedEvent.InputRefused(stream.market.venue(), reason, sample));
  }

  private void guarded(Runnable part) {
    try {
      part.run();
    } catch (Throwable bug) {
      log.report(new FeedEvent.Bug("ingest", bug.toString()));
    }
  }

  private Stream stream(Market market) {
    return streams.computeIfAbsent(
        market,
        missing ->
            new Stream(
                missing,
                stats.apply(missing.venue()),
                Sequencer.of(continuity.apply(missing.venue()))));
  }
}
