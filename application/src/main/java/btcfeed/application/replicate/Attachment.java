package btcfeed.application.replicate;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.sequence.CoverageLoss;
import btcfeed.domain.store.Reconcile;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterLease;
import btcfeed.domain.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads the position of a store and claims it for this writer.
 *
 * @param merge takes trades that only another leader had, which lost the store
 */
record Attachment(
    StoreName name,
    PricePort store,
    WriterLease lease,
    JournalPort journal,
    AcceptTrades merge,
    Clock clock,
    FeedLog log) {
  private static final int PAGE = 1_000;

  sealed interface Result {
    /** The lease is ours; the next batch is the one after {@code after}. */
    record Claimed(StorePosition position, JournalId after) implements Result {}

    /** An operator has to act. */
    record KeptOut(String detail) implements Result {}

    /** A call failed. */
    record NotClaimed(Outcome outcome) implements Result {}
  }

  Result attempt(SenderStats stats) {
    return switch (store.position()) {
      case PricePort.PositionResult.Failed(Failure failure) ->
          new Result.NotClaimed(new Outcome.Failed(failure));
      case PricePort.PositionResult.At(StorePosition position) -> {
        stats.facts = position.facts();
        yield stats.watch.isOtherStore(position, lease)
            ? new Result.KeptOut(SAME_SERVER)
            : decide(position, stats.watch);
      }
    };
  }

  /** Reports that the store is up, and what an operator should know about it. */
  void report(StorePosition position, long remaining) {
    log.report(new FeedEvent.StoreUp(name, position.facts().version(), remaining));
    String policy = position.facts().maxmemoryPolicy();
    if (!policy.isEmpty() && !policy.equals("noeviction")) {
      log.report(
          new FeedEvent.StoreUnsafe(
              name,
              "its maxmemory-policy is "
                  + policy
                  + ", under which it may delete what was written; set it to noeviction"));
    }
  }

  private Result decide(StorePosition position, StoreWatch watch) {
    return switch (Reconcile.decide(position, lease, common(position), this::ourEntry)) {
      case Reconcile.Resume(JournalId after) -> {
        long removed = position.contents().removed();
        boolean refill = removed > 0 && canRefill(position);
        Outcome outcome =
            refill
                ? store.claimAndRefill(lease, journal.lineage(), position)
                : store.claim(lease, journal.lineage(), after, position);
        if (!(outcome instanceof Outcome.Applied(JournalId from))) {
          yield new Result.NotClaimed(outcome);
        }
        if (removed > 0) {
          watch.removed(removed, refill);
        }
        if (from.equals(JournalId.START)) {
          watch.refilled();
        }
        yield new Result.Claimed(position, from);
      }
      case Reconcile.Foreign(String stream, JournalId entry) ->
          new Result.KeptOut(foreign(stream, entry));
      case Reconcile.Fenced(WriterLease by) -> new Result.NotClaimed(new Outcome.Fenced(by));
      // An older history is not removed: the leadership decides again, and copies it.
      case Reconcile.Cut _ when position.lineage().isUnrelatedAndOlder(journal.lineage()) ->
          new Result.NotClaimed(new Outcome.Diverged("it has an older history than the journal"));
      case Reconcile.Cut(JournalId after) -> cut(position, after);
    };
  }

  /** The last record that the journal and the store have in common. */
  private JournalId common(StorePosition position) {
    return journal
        .lineage()
        .commonEnd(journal.status().newest(), position.lineage(), position.applied());
  }

  /** Takes over the trades that another leader wrote, and removes its entries. */
  private Result cut(StorePosition position, JournalId after) {
    Outcome outcome = merge(after, position.applied().next(0));
    while (outcome instanceof Outcome.Applied(JournalId at) && at.isAfter(after)) {
      outcome = store.cutAfter(lease, after);
    }
    if (outcome instanceof Outcome.Applied) {
      log.report(new FeedEvent.RoleEvent.HistoryCut(name, after));
      return new Result.NotClaimed(new Outcome.Diverged("another leader's entries were removed"));
    }
    return new Result.NotClaimed(outcome);
  }

  private Outcome merge(JournalId after, JournalId before) {
    JournalId from = after;
    Set<Venue> added = new TreeSet<>();
    while (true) {
      switch (store.reads().between("btc:ticks", from, before, PAGE)) {
        case ReadPort.ReadResult.Failed<ReadPort.Page>(Failure failure) -> {
          return new Outcome.Failed(failure);
        }
        case ReadPort.ReadResult.Found<ReadPort.Page>(ReadPort.Page page) -> {
          List<PriceTick> ticks = page.entries().stream().flatMap(Attachment::tick).toList();
          if (after.equals(JournalId.START)) {
            added.addAll(addHistory(ticks));
          }
          ticks.forEach(this::merge);
          if (page.whole()) {
            // The added trades may be the first of a market: its lines begin later.
            added.forEach(venue -> merge.coverageLost(new CoverageLoss.Disconnected(venue)));
            return new Outcome.Applied(before);
          }
          from = page.reached();
        }
      }
    }
  }

  /**
   * The histories have nothing in common, so the time between them may lack trades. Said before the
   * trades are added: after a crash in between, the journal says it too.
   *
   * @return the venues of the trades
   */
  private Set<Venue> addHistory(List<PriceTick> ticks) {
    Map<Venue, Long> sinceUs = new TreeMap<>();
    for (PriceTick tick : ticks) {
      Trade trade = tick.trade();
      sinceUs.merge(trade.market().venue(), trade.exchangeTimeUs(), Math::min);
    }
    sinceUs.forEach(
        (venue, since) -> merge.coverageLost(new CoverageLoss.HistoryAdded(venue, since)));
    return sinceUs.keySet();
  }

  private void merge(PriceTick tick) {
    merge.accept(List.of(tick.trade()), Origin.BACKFILL, tick.receiveTimeUs(), clock.nanos());
  }

  private static Stream<PriceTick> tick(Entry entry) {
    return entry.event() instanceof JournalEvent.Ticked(PriceTick tick)
        ? Stream.of(tick)
        : Stream.empty();
  }

  /** True if the journal has everything that the streams lose when they are filled again. */
  private boolean canRefill(StorePosition position) {
    return position.lease().instance().equals(lease.instance())
        && holds(position.contents().ticks().oldest())
        && holds(position.contents().gaps().oldest());
  }

  private boolean holds(JournalId oldest) {
    return oldest.equals(JournalId.START) || journal.holds(oldest);
  }

  private boolean ourEntry(JournalId id) {
    return journal.holds(id) || journal.status().oldest().isAfter(id);
  }

  private static final String SAME_SERVER =
      "the failover address leads to the server that is written as the primary, or to one that"
          + " replicates with it, so it protects from nothing; name another Redis as the failover,"
          + " or set USE_FAILOVER=false";

  private static String foreign(String stream, JournalId entry) {
    return stream
        + " has entry "
        + entry
        + ", which this service did not write; nothing is written or deleted until it is"
        + " gone (look at it with XRANGE, then XDEL does not help: DEL the stream, it is"
        + " filled again from the journal)";
  }

  static String fenced(WriterLease by) {
    return "instance " + by.instance() + " leads with epoch " + by.epoch();
  }
}
