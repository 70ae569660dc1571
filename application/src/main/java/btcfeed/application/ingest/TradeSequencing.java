package btcfeed.application.ingest;

import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.sequence.Continuity;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.SearchOutcome;
import btcfeed.domain.sequence.SequenceCheckpoint;
import btcfeed.domain.sequence.Sequencer;
import btcfeed.domain.sequence.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/** Decides what of the trades that came is news, and what is missing. Ingest thread only. */
final class TradeSequencing {
  private final Map<Market, MarketStream> streams = new HashMap<>();
  private final FeedLog log;
  private final Function<Venue, VenueStats> stats;
  private final Function<Venue, Continuity> continuity;
  private final Consumer<JournalEvent> out;
  private GapWatch watch = (_, _) -> {};

  /** Says its verdicts to {@code out}, in order. */
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

  void watch(GapWatch gaps) {
    watch = gaps;
  }

  /** Takes over what the journal holds, one event after the other. */
  void recover(JournalEvent event) {
    switch (event) {
      case JournalEvent.Ticked(PriceTick tick) -> {
        MarketStream stream = stream(tick.trade().market());
        noteGivenUp(
            stream, stream.sequencer().replay(tick.trade(), tick.origin() == Origin.BACKFILL));
        stream.ticked = true;
      }
      case JournalEvent.Marked(Market market, SequenceCheckpoint mark) ->
          stream(market).restore(mark);
      case JournalEvent.GapChanged(Market market, Gap gap) -> {
        stream(market).sequencer().replay(gap);
        stream(market).givenUp.removeIf(gap::sameAs);
      }
      case JournalEvent.Mutated _ -> {}
    }
  }

  /** A mark may have had no room for what a gap needs: then it is given up on the way. */
  private static void noteGivenUp(MarketStream stream, List<Gap> changed) {
    changed.stream()
        .filter(gap -> gap.state() == Gap.State.UNREPAIRABLE)
        .forEach(stream.givenUp::add);
  }

  /**
   * The journal was read to its end: nobody listened since, what is missing is sought on, and what
   * was given up without a word in the journal is said now.
   */
  void recovered() {
    for (MarketStream stream : streams.values()) {
      List.copyOf(stream.givenUp).forEach(gap -> said(stream, gap));
      stream.givenUp.clear();
      stream.sequencer().resumed();
      noteGaps(stream, false);
      stream.sequencer().openGaps().forEach(gap -> watch.changed(stream.market, gap));
    }
  }

  void trades(List<Trade> trades, Origin origin, long receiveTimeUs, long receiveNanos) {
    for (Trade trade : trades) {
      try {
        trade(trade, origin, receiveTimeUs, receiveNanos);
      } catch (Throwable bug) {
        // An error met in one trade must not cost the others of its message.
        log.report(new FeedEvent.Bug("ingest", bug.toString()));
      }
    }
  }

  private void trade(Trade trade, Origin origin, long receiveTimeUs, long receiveNanos) {
    MarketStream stream = stream(trade.market());
    if (!stream.plausibility.believes(trade.exchangeTimeUs(), receiveTimeUs, receiveNanos)) {
      refuse(stream, BadInput.BAD_TIME, trade);
      return;
    }
    switch (verdict(stream, trade, origin)) {
      case Verdict.Accept(List<Gap> changed) -> {
        tick(stream, new PriceTick(trade, receiveTimeUs, origin), receiveNanos);
        publish(stream, changed);
      }
      case Verdict.AcceptHeld(List<Trade> held, List<Gap> changed) -> {
        for (Trade before : held) {
          tick(stream, new PriceTick(before, receiveTimeUs, origin), receiveNanos);
        }
        tick(stream, new PriceTick(trade, receiveTimeUs, origin), receiveNanos);
        publish(stream, changed);
      }
      case Verdict.Duplicate _ -> stream.stats.repeated();
      case Verdict.Hold _ -> refuse(stream, BadInput.IMPLAUSIBLE_ID, trade);
    }
  }

  /** Tells of what is on its way into the journal already: an error here changes nothing there. */
  private void guarded(Runnable part) {
    try {
      part.run();
    } catch (Throwable bug) {
      log.report(new FeedEvent.Bug("ingest", bug.toString()));
    }
  }

  private static Verdict verdict(MarketStream stream, Trade trade, Origin origin) {
    return switch (origin) {
      case LIVE, RECOVERED -> stream.sequencer().offer(trade);
      case BACKFILL -> stream.sequencer().fetched(trade);
    };
  }

  void interrupted(Venue venue) {
    for (MarketStream stream : streams.values()) {
      if (stream.market.venue().equals(venue)) {
        stream.sequencer().interrupted();
      }
    }
  }

  void unheard(Venue venue, long sinceUs, long untilUs) {
    for (MarketStream stream : streams.values()) {
      if (stream.market.venue().equals(venue)) {
        stream.sequencer().unheard(sinceUs, untilUs).forEach(gap -> said(stream, gap));
      }
    }
  }

  void missed(Market market, TradeId id, long byUs) {
    MarketStream stream = stream(market);
    stream.sequencer().missed(id, byUs).forEach(gap -> said(stream, gap));
  }

  void sought(Market market, Gap gap, SearchOutcome search) {
    MarketStream stream = stream(market);
    stream.sequencer().sought(gap, search).forEach(outcome -> said(stream, outcome));
  }

  /** Says how far every market has come. */
  void marks() {
    for (MarketStream stream : streams.values()) {
      stream
          .sequencer()
          .marks()
          .forEach(mark -> out.accept(new JournalEvent.Marked(stream.market, mark)));
    }
  }

  private void tick(MarketStream stream, PriceTick tick, long receiveNanos) {
    out.accept(new JournalEvent.Ticked(tick));
    if (tick.origin() == Origin.BACKFILL) {
      stream.stats.filled();
    } else {
      stream.stats.accepted(receiveNanos);
    }
    if (!stream.ticked) {
      stream.ticked = true;
      guarded(
          () -> log.report(new FeedEvent.FirstTick(stream.market, tick.trade().price().text())));
    }
  }

  /** What a trade changed; a gap that is given up without a search has its cause in a bound. */
  private void publish(MarketStream stream, List<Gap> changed) {
    for (Gap gap : changed) {
      if (gap.state() == Gap.State.UNREPAIRABLE) {
        String why =
            gap.ids().isPresent()
                ? "more trades are missing than are kept account of, or the ids are numbered anew"
                : "the ids of that time are no longer remembered";
        log.report(new FeedEvent.SearchInVain(stream.market, gap, why));
      }
      said(stream, gap);
    }
  }

  private void said(MarketStream stream, Gap gap) {
    out.accept(new JournalEvent.GapChanged(stream.market, gap));
    noteGaps(stream, gap.state() == Gap.State.OPEN);
    guarded(() -> log.report(new FeedEvent.GapSeen(stream.market, gap)));
    guarded(() -> watch.changed(stream.market, gap));
  }

  private static void noteGaps(MarketStream stream, boolean another) {
    stream.stats.gaps(stream.sequencer().openGapCount(), another);
  }

  private void refuse(MarketStream stream, BadInput reason, Trade trade) {
    stream.stats.refused(reason);
    String sample = "trade " + trade.id().text() + " at " + trade.exchangeTimeUs() + " us";
    log.report(new FeedEvent.InputRefused(stream.market.venue(), reason, sample));
  }

  private MarketStream stream(Market market) {
    return streams.computeIfAbsent(
        market,
        missing ->
            new MarketStream(
                missing,
                stats.apply(missing.venue()),
                Sequencer.of(continuity.apply(missing.venue()))));
  }
}
