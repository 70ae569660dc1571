package btcfeed.application.ingest;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The newest ticks in the journal. One thread writes, any thread reads. */
final class NewestTicks {
  private final Clock clock;
  private final long bornNanos;
  private volatile Optional<NewestTick> newest = Optional.empty();
  private final Map<Market, NewestTick> byMarket = new ConcurrentHashMap<>();

  NewestTicks(Clock clock) {
    this.clock = clock;
    this.bornNanos = clock.nanos();
  }

  /** A tick that was accepted before the start of the process. */
  void recovered(Entry entry) {
    if (entry.event() instanceof JournalEvent.Ticked(PriceTick tick) && isCurrent(tick)) {
      publish(new NewestTick(entry.id(), tick, bornNanos - 1 - ageNanos(tick)));
    }
  }

  /** A tick that another instance accepted. */
  void copied(Entry entry) {
    if (entry.event() instanceof JournalEvent.Ticked(PriceTick tick) && isCurrent(tick)) {
      publish(new NewestTick(entry.id(), tick, clock.nanos() - ageNanos(tick)));
    }
  }

  /** A tick of a line of this process. */
  void accepted(Entry entry, long receivedNanos) {
    if (entry.event() instanceof JournalEvent.Ticked(PriceTick tick) && isCurrent(tick)) {
      publish(new NewestTick(entry.id(), tick, receivedNanos));
    }
  }

  /** The newest of any market; empty before the first. */
  Optional<NewestTick> newest() {
    return newest;
  }

  /** The newest of each market by the venue's time, sorted by market. */
  List<NewestTick> byMarket() {
    return byMarket.values().stream().sorted(Comparator.comparing(NewestTick::market)).toList();
  }

  private long ageNanos(PriceTick tick) {
    return Math.max(0, clock.wallUs() - tick.receiveTimeUs()) * 1000;
  }

  /** A back-filled trade does not show the current price. */
  private static boolean isCurrent(PriceTick tick) {
    return tick.origin() != Origin.BACKFILL;
  }

  private void publish(NewestTick candidate) {
    newest = Optional.of(candidate);
    byMarket.merge(candidate.market(), candidate, NewestTick::later);
  }
}
