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
import btcfeed.domain.port.MutateStores;
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
 * Keeps the candles of every symbol, over all venues, in the stores: a hash a {@link CandlePage},
 * written at most once a second, and only what changed. A trade that was fetched belatedly corrects
 * the candle of its time, and pages that have had their time are deleted.
 *
 * <p>After a restart it goes on from the place in {@link CandleLedger}, which is written behind all
 * pages; how far a bucket itself had come stands in it. So the journal is read again from a place
 * at which every page had been complete, and no trade counts twice. A page is read from a store
 * only if that store has come as far as we had when we last knew the page.
 */
public final class Candles implements Extension {
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** How long until a ledger that somebody removed is written again. */
  private static final Duration REMIND = Duration.ofSeconds(10);

  /** Further ahead of its arrival than this, the time of a trade is not believed. */
  private static final long MAX_AHEAD_US = Duration.ofHours(1).toNanos() / 1_000;

  private static final int MAX_RECORDS = 1_024;
  private static final int MAX_BYTES = 1 << 18;

  private final SharedTrades shared;

  /** Of venues each of which has its own trades. */
  public Candles() {
    this(SharedTrades.NONE);
  }

  /** Of venues of which some may publish the same trades: those of the leader count. */
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

    /** What was read and is not in the pages yet. */
    private final Deque<Burst> heard = new ArrayDeque<>();

    /** The last record of what was read. */
    private JournalId readTo = JournalId.START;

    private Optional<JournalPort.Reader> journal = Optional.empty();

    /** The last record that is in the pages. */
    private JournalId reached = JournalId.START;

    /** Where a store must be before its pages can be believed. */
    private JournalId required = JournalId.START;

    /** What the ledger says, in the journal. */
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
      if (heard.isEmpty()) {
        switch (journal.orElseThrow().next(MAX_RECORDS, MAX_BYTES)) {
          case JournalPort.Read.Records(var batch) -> {
            readTo = batch.last();
            heard.addAll(bursts(batch.entries()));
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
      if (!countHeard()) {
        write();
        return EVERY.toNanos();
      }
      reached = readTo;
      if (feed.clock().nanos() - wroteNanos >= EVERY.toNanos()) {
        write();
      }
      return 0;
    }

    /** False while no store says how far it is. */
    private boolean begun() {
      return switch (feed.read().fields(CandleLedger.KEY)) {
        case ReadStores.Answer.Found<Map<String, String>>(_, Map<String, String> fields) -> {
          ledger.take(fields);
          reached = CandleLedger.upto(fields);
          required = reached;
          ledgerUpto = reached;
          journal = Optional.of(feed.journal().apply(reached));
          yield true;
        }
        case ReadStores.Answer.Unavailable<Map<String, String>> _ -> false;
      };
    }

    /** False if a page cannot be had now; what was counted is not counted again. */
    private boolean countHeard() {
      while (!heard.isEmpty()) {
        boolean counted = false;
        boolean failed = true;
        try {
          counted = count(heard.getFirst());
          failed = false;
        } finally {
          // An error costs the burst it came with, not all that come behind it.
          if (counted || failed) {
            heard.removeFirst();
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
          if (!newest.containsKey(symbol) || !newest.get(symbol).takes(entry.id(), trade)) {
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
      ReadStores.Answer<Map<String, String>> place = feed.read().fields(CandleLedger.KEY);
      ReadStores.Answer<Map<String, String>> found = feed.read().fields(page.key());
      if (!(place instanceof ReadStores.Answer.Found<Map<String, String>>(var one, var told))
          || !(found instanceof ReadStores.Answer.Found<Map<String, String>>(var other, var fields))
          || one != other) {
        return false;
      }
      if (required.isAfter(CandleLedger.upto(told))) {
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

    /** Somebody may have removed the ledger, and a quiet feed would not write it again. */
    private void remind() {
      if (feed.clock().nanos() - remindedNanos >= REMIND.toNanos()) {
        remindedNanos = feed.clock().nanos();
        submit(new Mutation.HashSet(CandleLedger.KEY, ledger.fields(ledgerUpto)));
      }
    }

    /** Writes what changed, its place last; false if not all of it was taken. */
    private boolean write() {
      wroteNanos = feed.clock().nanos();
      for (CandlePage page : pages.changed()) {
        for (Mutation change : pages.changes(page, reached)) {
          if (!submit(change)) {
            return false;
          }
        }
        pages.written(page);
        ledgerDue = true;
      }
      if (!ledgerDue) {
        return true;
      }
      for (CandlePage page : ledger.outlived(nowMs())) {
        if (!submit(new Mutation.Delete(page.key()))) {
          return false;
        }
        ledger.removed(page);
      }
      if (!submit(new Mutation.HashSet(CandleLedger.KEY, ledger.fields(reached)))) {
        return false;
      }
      ledger.written();
      ledgerUpto = reached;
      ledgerDue = false;
      return true;
    }

    private boolean submit(Mutation mutation) {
      return switch (feed.mutate().submit(mutation)) {
        case MutateStores.Answer.Accepted _, MutateStores.Answer.Held _ -> true;
        case MutateStores.Answer.Refused _ -> false;
      };
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
