package btcfeed.application.replicate;

import btcfeed.application.ingest.JournalHead;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.sequence.CoverageLoss;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterLease;
import btcfeed.domain.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes over the trades that another leader wrote to a store which it lost, and then removes its
 * entries.
 *
 * <p>The entries may be the only copy of these trades. So they are removed only when this journal
 * has the trades on disk; a crash before that repeats the takeover. No call waits for the journal:
 * the sender asks again. Sender thread only.
 */
final class HistoryTakeover {
  private static final int PAGE = 1_000;

  private final PricePort store;
  private final JournalPort journal;
  private final AcceptTrades merge;
  private final JournalHead head;
  private final Clock clock;
  private Optional<Offered> offered = Optional.empty();

  /**
   * The trades of these entries were offered to the ingest.
   *
   * @param lineage of the store
   * @param after the last record that both histories have
   * @param end the last entry that was read
   * @param mark true of the {@link JournalHead} once the journal has them
   * @param written the journal's end when it had them; empty before
   */
  private record Offered(
      Lineage lineage, JournalId after, JournalId end, long mark, Optional<JournalId> written) {
    /** A call that was interrupted may have removed the newest entries already. */
    boolean covers(StorePosition at, JournalId common) {
      return lineage.equals(at.lineage()) && after.equals(common) && !at.end().isAfter(end);
    }
  }

  sealed interface Result {
    /** The journal does not have all of the trades yet. */
    record Writing() implements Result {}

    /** The entries are removed. */
    record Removed() implements Result {}

    record Failed(Outcome outcome) implements Result {}
  }

  /**
   * @param merge takes the trades
   * @param head tells when the journal has them
   */
  HistoryTakeover(
      PricePort store, JournalPort journal, AcceptTrades merge, JournalHead head, Clock clock) {
    this.store = store;
    this.journal = journal;
    this.merge = merge;
    this.head = head;
    this.clock = clock;
  }

  /** Another lease: what was offered under the last one may not have reached the journal. */
  void forget() {
    offered = Optional.empty();
  }

  /** Takes over and removes the entries after {@code after}. Called until they are removed. */
  Result cut(StorePosition position, JournalId after, WriterLease lease) {
    if (offered.filter(all -> all.covers(position, after)).isEmpty()) {
      Optional<Failure> failure = offer(after, position.end().next(0));
      if (failure.isPresent()) {
        return new Result.Failed(new Outcome.Failed(failure.get()));
      }
      offered =
          Optional.of(
              new Offered(
                  position.lineage(), after, position.end(), head.mark(), Optional.empty()));
    }
    return isOnDisk() ? remove(position, after, lease) : new Result.Writing();
  }

  private boolean isOnDisk() {
    Offered all = offered.orElseThrow();
    if (all.written().isEmpty() && head.hasWritten(all.mark())) {
      JournalPort.Status now = journal.status();
      all =
          new Offered(all.lineage(), all.after(), all.end(), all.mark(), Optional.of(now.newest()));
      offered = Optional.of(all);
    }
    return all.written().filter(end -> !end.isAfter(journal.status().syncedTo())).isPresent();
  }

  private Result remove(StorePosition position, JournalId after, WriterLease lease) {
    Outcome outcome = new Outcome.Applied(position.end());
    while (outcome instanceof Outcome.Applied(JournalId at) && at.isAfter(after)) {
      outcome = store.cutAfter(lease, after);
    }
    if (!(outcome instanceof Outcome.Applied)) {
      return new Result.Failed(outcome);
    }
    forget();
    return new Result.Removed();
  }

  /** Offers the trades of the entries between two ids; a failure if the store cannot be read. */
  private Optional<Failure> offer(JournalId after, JournalId before) {
    JournalId from = after;
    Set<Venue> added = new TreeSet<>();
    while (true) {
      switch (store.reads().between("btc:ticks", from, before, PAGE)) {
        case ReadPort.ReadResult.Failed<ReadPort.Page>(Failure failure) -> {
          return Optional.of(failure);
        }
        case ReadPort.ReadResult.Found<ReadPort.Page>(ReadPort.Page page) -> {
          List<PriceTick> ticks = page.entries().stream().flatMap(HistoryTakeover::tick).toList();
          if (after.equals(JournalId.START)) {
            added.addAll(addHistory(ticks));
          }
          ticks.forEach(this::offer);
          if (page.whole()) {
            // The added trades may be the first of a market: its lines begin later.
            added.forEach(venue -> merge.coverageLost(new CoverageLoss.Disconnected(venue)));
            return Optional.empty();
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
    Map<Market, Long> sinceUs = new TreeMap<>();
    for (PriceTick tick : ticks) {
      Trade trade = tick.trade();
      sinceUs.merge(trade.market(), trade.exchangeTimeUs(), Math::min);
    }
    sinceUs.forEach(
        (market, since) -> merge.coverageLost(new CoverageLoss.HistoryAdded(market, since)));
    return sinceUs.keySet().stream().map(Market::venue).collect(Collectors.toSet());
  }

  private void offer(PriceTick tick) {
    merge.accept(List.of(tick.trade()), Origin.BACKFILL, tick.receiveTimeUs(), clock.nanos());
  }

  private static Stream<PriceTick> tick(Entry entry) {
    return entry.event() instanceof JournalEvent.Ticked(PriceTick tick)
        ? Stream.of(tick)
        : Stream.empty();
  }
}
