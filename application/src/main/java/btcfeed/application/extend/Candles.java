package btcfeed.application.extend;

import btcfeed.domain.candle.Burst;
import btcfeed.domain.candle.CandlePage;
import btcfeed.domain.candle.Interval;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.SharedTrades;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.ReadStores;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the candles of every symbol, over all venues, in the stores. Each {@link CandlePage} is a
 * hash, written at most once a second, and only what changed. A back-filled trade corrects the
 * candle of its time. Expired pages are deleted.
 *
 * <p>After a restart it continues from the record in {@link CandleLedger}, at which every page was
 * complete. Each bucket contains its own last record, so no trade counts twice. A page is read only
 * from a store that is at least as far as the ledger.
 */
public final class Candles implements Extension {
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** How long until a ledger that another program removed is written again. */
  private static final Duration REMIND = Duration.ofSeconds(10);

  /** A trade dated further ahead of its arrival is not plausible. */
  private static final long MAX_AHEAD_US = Duration.ofHours(1).toNanos() / 1_000;

  private static final int MAX_RECORDS = 1_024;
  private static final int MAX_BYTES = 1 << 18;

  private final SharedTrades shared;

  /** For venues with separate trades. */
  public Candles() {
    this(SharedTrades.NONE);
  }

  /** For venues of which some publish the same trades: only those of the leader count. */
  public Candles(SharedTrades shared) {
    this.shared = shared;
  }

  @Override
  public String name() {
    return "candles";
  }

  @Override
  public Running begin(FeedAccess feed) {
    return new Work(feed, shared);
  }

  private static final class Work implements Running {
    private final FeedAccess feed;
    private final SharedTrades shared;
    private final CandlePages pages = new CandlePages();
    private final CandleLedger ledger = new CandleLedger();

    /** Bursts that were read and are not in the pages yet. */
    private final Deque<Burst> waiting = new ArrayDeque<>();

    /** The last record that was read. */
    private JournalId readTo = JournalId.START;

    private Optional<JournalPort.Reader> journal = Optional.empty();

    /** The last record that is in the pages. */
    private JournalId reached = JournalId.START;

    /** How far a store must be before its pages are used. */
    private JournalId required = JournalId.START;

    /** The record that the ledger in the journal contains. */
    private JournalId ledgerUpto = JournalId.START;

    /** True while pages are ahead of the ledger. */
    private boolean ledgerDue;

    private long wroteNanos;
    private long remindedNanos;

    Work(FeedAccess feed, SharedTrades shared) {
      this.feed = feed;
      this.shared = shared;
      this.wroteNanos = feed.clock().nanos();
      this.remindedNanos = wroteNanos;
    }

    @Override
    public long step() {
      if (journal.isEmpty() && !begun()) {
        return EVERY.toNanos();
      }
      if (waiting.isEmpty()) {
        switch (journal.orElseThrow().next(MAX_RECORDS, MAX_BYTES)) {
          case JournalPort.Read.Records(var batch) -> {
            readTo = batch.last();
            waiting.addAll(bursts(batch.entries()));
          }
          case JournalPort.Read.Lost _ -> {
            return 0;
          }
          case JournalPort.Read.AtEnd() -> {
            write();
            return EVERY.toNanos();
          }
        }
      }
      if (!countWaiting()) {
        write();
        return EVERY.toNanos();
      }
      reached = readTo;
      if (feed.clock().nanos() - wroteNanos >= EVERY.toNanos()) {
        write();
      }
      return 0;
    }

    /** False while no store returns the ledger. */
    private boolean begun() {
      return switch (feed.read().fields(CandleLedger.KEY)) {
        case ReadStores.LookupResult.Found<Map<String, String>>(_, Map<String, String> fields) -> {
          ledger.take(fields);
          reached = CandleLedger.upto(fields);
          required = reached;
          ledgerUpto = reached;
          journal = Optional.of(feed.journal().apply(reached));
          yield true;
        }
        case ReadStores.LookupResult.Unavailable<Map<String, String>> _ -> false;
      };
    }

    /** False if a page cannot be read now; what was counted is not counted again. */
    private boolean countWaiting() {
      while (!waiting.isEmpty()) {
        boolean counted = false;
        boolean failed = true;
        try {
          counted = count(waiting.getFirst());
          failed = false;
        } finally {
          // An error drops only its own burst.
          if (counted || failed) {
            waiting.removeFirst();
          }
        }
        if (!counted) {
          return false;
        }
      }
      return true;
    }

    private boolean count(Burst burst) {
      long nowMs = nowMs();
      for (Interval interval : Interval.values()) {
        CandlePage page = CandlePage.at(burst.symbol(), interval, burst.startMs());
        if (page.startMs() >= Math.max(0, interval.oldestPage(nowMs))) {
          if (!pages.holds(page) && !fetched(page)) {
            return false;
          }
          pages.count(page, burst);
        }
      }
      return true;
    }

    private List<Burst> bursts(List<Entry> entries) {
      List<Burst> bursts = new ArrayList<>();
      Map<Symbol, Burst> newest = new HashMap<>();
      for (Entry entry : entries) {
        if (entry.event() instanceof JournalEvent.Ticked(PriceTick tick)
            && shared.counts(tick.trade().market().venue())
            && tick.trade().exchangeTimeUs() <= tick.receiveTimeUs() + MAX_AHEAD_US) {
          Trade trade = tick.trade();
          Symbol symbol = trade.market().symbol();
          if (!newest.containsKey(symbol) || !newest.get(symbol).add(entry.id(), trade)) {
            Burst burst = new Burst(entry.id(), trade);
            newest.put(symbol, burst);
            bursts.add(burst);
          }
        }
      }
      return bursts;
    }

    private boolean fetched(CandlePage page) {
      if (pages.full() && !roomMade()) {
        return false;
      }
      ReadStores.LookupResult<Map<String, String>> place = feed.read().fields(CandleLedger.KEY);
      ReadStores.LookupResult<Map<String, String>> found = feed.read().fields(page.key());
      if (!(place
              instanceof
              ReadStores.LookupResult.Found<Map<String, String>>(var one, var ledgerFields))
          || !(found
              instanceof ReadStores.LookupResult.Found<Map<String, String>>(var other, var fields))
          || one != other) {
        return false;
      }
      if (required.isAfter(CandleLedger.upto(ledgerFields))) {
        remind();
        return false;
      }
      pages.take(page, fields);
      ledger.has(page);
      return true;
    }

    private boolean roomMade() {
      if (!write()) {
        return false;
      }
      required = ledgerUpto;
      return pages.makeRoom();
    }

    /** Another program may have removed the ledger, and a quiet feed would not write it again. */
    private void remind() {
      if (feed.clock().nanos() - remindedNanos >= REMIND.toNanos()) {
        remindedNanos = feed.clock().nanos();
        feed.submit(new Mutation.HashSet(CandleLedger.KEY, ledger.fields(ledgerUpto)));
      }
    }

    /** Writes what changed, the ledger last; false if a mutation was refused. */
    private boolean write() {
      wroteNanos = feed.clock().nanos();
      for (CandlePage page : pages.changed()) {
        for (Mutation change : pages.changes(page, reached)) {
          if (!feed.submit(change)) {
            return false;
          }
        }
        pages.written(page);
        ledgerDue = true;
      }
      if (!ledgerDue) {
        return true;
      }
      for (CandlePage page : ledger.expired(nowMs())) {
        if (!feed.submit(new Mutation.Delete(page.key()))) {
          return false;
        }
        ledger.removed(page);
      }
      if (!feed.submit(new Mutation.HashSet(CandleLedger.KEY, ledger.fields(reached)))) {
        return false;
      }
      ledger.written();
      ledgerUpto = reached;
      ledgerDue = false;
      return true;
    }

    private long nowMs() {
      return Math.floorDiv(feed.clock().wallUs(), 1_000);
    }

    @Override
    public void close() {
      journal.ifPresent(JournalPort.Reader::close);
    }
  }
}
