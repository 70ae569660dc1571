package btcfeed.application.simulation;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Trade;
import btcfeed.domain.port.JournalPort;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one journal owes: everything heard, nothing else, each once, and every hole said. What a cut
 * removed counts as heard again.
 */
final class JournalPromises {
  private static final long SOON = TrueTime.SECOND;

  /** A record of btc:ticks, when it was appended, and the latest hearing up to it. */
  record Ticked(Entry entry, long appendedNanos, long newestHeardNanos) {}

  private record Heard(MarketBook book, int place, long nanos) {}

  private final World world;
  private final Map<Market, MarketBook> books = new LinkedHashMap<>();
  private final Deque<Heard> waiting = new ArrayDeque<>();
  private final List<Ticked> ticks = new ArrayList<>();
  private final List<Entry> gaps = new ArrayList<>();
  private final Keys keys = new Keys();
  private JournalId last = JournalId.START;
  private JournalId firstChange = JournalId.START;
  private long failingUntil;
  private long cuts;
  private long cutNanos = Long.MIN_VALUE;
  private int droppedTicks;
  private int droppedGaps;
  private boolean forgotAChange;

  JournalPromises(World world, List<Ledger> ledgers) {
    this.world = world;
    ledgers.forEach(ledger -> books.put(ledger.market, new MarketBook(ledger)));
  }

  List<Ticked> ticks() {
    return ticks;
  }

  Optional<Entry> firstTick() {
    return ticks.stream().findFirst().map(Ticked::entry);
  }

  List<Entry> gaps() {
    return gaps;
  }

  /** The keys of other programs, as they should be. */
  Keys keys() {
    return keys;
  }

  /** True if the journal may have let go of a change before a store came to it. */
  boolean forgotAChange() {
    return forgotAChange;
  }

  /** How many of the oldest ticks the journal has let go of. */
  int droppedTicks() {
    return droppedTicks;
  }

  int droppedGaps() {
    return droppedGaps;
  }

  /** Grows with each cut. */
  long cuts() {
    return cuts;
  }

  /** What the journal has taken, and let go of. */
  void stands(JournalPort.Status status) {
    if (status.segments() > 1 && status.bytes() > status.maxBytes()) {
      throw new Violation("G7 bounded", "the journal has " + status);
    }
    JournalId oldest = status.oldest();
    forgotAChange |= !firstChange.equals(JournalId.START) && oldest.isAfter(firstChange);
    while (droppedTicks < ticks.size() && oldest.isAfter(ticks.get(droppedTicks).entry().id())) {
      droppedTicks++;
    }
    while (droppedGaps < gaps.size() && oldest.isAfter(gaps.get(droppedGaps).id())) {
      droppedGaps++;
    }
  }

  /** The journal has removed its newest records. */
  void cut(JournalPort.Status status) {
    cuts++;
    last = status.newest();
    long now = world.clock.nanos();
    cutNanos = now;
    while (!ticks.isEmpty() && ticks.getLast().entry().id().isAfter(last)) {
      if (ticks.removeLast().entry().event() instanceof JournalEvent.Ticked(PriceTick tick)) {
        MarketBook book = book(tick.trade().market());
        book.cut(tick.trade());
        if (book.ledger.hasWrongId(tick.trade())) {
          // While it stood in the journal, true ids were refused. The next trade shows the gap.
          waiting.removeIf(heard -> heard.book == book);
        }
        if (book.ledger.made(tick.trade())) {
          waiting.add(new Heard(book, book.ledger.place(tick.trade().id()), now));
        }
      }
    }
    while (!gaps.isEmpty() && gaps.getLast().id().isAfter(last)) {
      gaps.removeLast();
    }
    droppedTicks = Math.min(droppedTicks, ticks.size());
    droppedGaps = Math.min(droppedGaps, gaps.size());
    books.values().forEach(MarketBook::forgetGaps);
    for (Entry entry : gaps) {
      if (entry.event() instanceof JournalEvent.GapChanged(Market market, var gap)) {
        book(market).remember(gap);
      }
    }
  }

  Iterable<MarketBook> books() {
    return books.values();
  }

  MarketBook book(Market market) {
    MarketBook book = books.get(market);
    if (book == null) {
      throw new Violation("G1 nothing invented", "there is no market " + market);
    }
    return book;
  }

  void delivered(List<Trade> trades) {
    long now = world.clock.nanos();
    for (Trade trade : trades) {
      MarketBook book = book(trade.market());
      if (book.ledger.made(trade)) {
        waiting.add(new Heard(book, book.ledger.place(trade.id()), now));
      }
      if (book.ledger.made(trade) || book.ledger.hasWrongId(trade)) {
        book.heard(trade, now);
      }
    }
  }

  /** What was heard and not journalled dies with the service. */
  void serviceDied() {
    waiting.clear();
  }

  /** What it has taken it keeps, however the service ended. */
  void reopened(JournalId newest) {
    if (!newest.equals(last)) {
      throw new Violation("G2 nothing lost", "the journal ended at " + last + ", now at " + newest);
    }
  }

  void failingUntil(long nanos) {
    failingUntil = nanos;
  }

  /**
   * Records were appended.
   *
   * @param whole true if what they leave out must stand in a gap: not while they are copied, part
   *     by part
   */
  void appended(List<Entry> entries, boolean whole) {
    for (Entry entry : entries) {
      if (!entry.id().isAfter(last)) {
        throw new Violation("G4 one order", entry.id() + " came after " + last);
      }
      last = entry.id();
      switch (entry.event()) {
        case JournalEvent.Ticked(PriceTick tick) -> {
          if (!whole && book(tick.trade().market()).believesWrongId()) {
            // True ids were refused. The first one that is copied ends that; the next shows the
            // gap.
            waiting.removeIf(heard -> heard.book == book(tick.trade().market()));
          }
          ticked(entry, tick);
        }
        case JournalEvent.GapChanged(Market market, var gap) -> {
          book(market).said(gap);
          gaps.add(entry);
        }
        case JournalEvent.Mutated(Mutation mutation) -> {
          keys.changed(mutation);
          firstChange = firstChange.equals(JournalId.START) ? entry.id() : firstChange;
        }
        case JournalEvent.Checkpointed _ -> {}
      }
    }
    if (whole) {
      books.values().forEach(MarketBook::check);
    }
  }

  private void ticked(Entry entry, PriceTick tick) {
    MarketBook book = book(tick.trade().market());
    book.accepted(tick.trade());
    long before = ticks.isEmpty() ? Long.MIN_VALUE : ticks.getLast().newestHeardNanos();
    long heard = tick.origin() == Origin.BACKFILL ? Long.MIN_VALUE : book.heardNanos(tick.trade());
    ticks.add(new Ticked(entry, world.clock.nanos(), Math.max(before, heard)));
  }

  /**
   * Nothing heard waits longer than a moment, unless the disk does not take it.
   *
   * @param ledFor for how long what was heard could be written
   */
  void check(long ledFor) {
    long now = world.clock.nanos();
    while (!waiting.isEmpty()) {
      Heard first = waiting.getFirst();
      if (!first.book.has(first.place)) {
        boolean due = now - first.nanos > SOON && now - failingUntil > SOON && ledFor > SOON;
        // Another history, which was cut since, may have given it up: the gap of this one fetches
        // it.
        boolean given =
            first.book.isForgone(first.place)
                || (first.nanos < cutNanos && first.book.isInGap(first.place));
        if (due && !given) {
          throw new Violation(
              "G2 nothing lost",
              first.book.ledger.trades().get(first.place) + " was heard and is not in the journal");
        }
        if (!due) {
          return;
        }
      }
      waiting.removeFirst();
    }
  }

  /** For how long the disk has taken what was appended; 0 while it does not. */
  long worksFor() {
    return Math.max(0, world.clock.nanos() - failingUntil);
  }

  /** A trade that was made and received between two moments, and need not be refused. */
  Optional<Trade> received(long from, long until) {
    return books.values().stream()
        .filter(book -> !book.isEmpty())
        .flatMap(book -> book.received(from, until).stream())
        .findFirst();
  }

  /** True if the journal neither has this trade, nor has given it up in public. */
  boolean lacks(Trade trade) {
    MarketBook book = book(trade.market());
    return book.ledger.made(trade)
        && !book.has(trade)
        && !book.isForgone(book.ledger.place(trade.id()));
  }

  /** How many ticks the journal had this long ago. */
  int ticksBefore(long nanos) {
    int at = ticks.size();
    while (at > 0 && ticks.get(at - 1).appendedNanos() > nanos) {
      at--;
    }
    return at;
  }
}
