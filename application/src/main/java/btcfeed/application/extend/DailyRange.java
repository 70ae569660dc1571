package btcfeed.application.extend;

import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.ReadStores;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps {@code btc:day:<venue>:<symbol>} in the stores: a hash of today's {@code day}, {@code high}
 * and {@code low}, written at most once a second and only when it changed.
 *
 * <p>It starts with today's journal records and with the range in a store, which may contain older
 * records. It submits nothing before a store has answered.
 */
public final class DailyRange implements Extension {
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final int MAX_RECORDS = 4_096;
  private static final int MAX_BYTES = 1 << 20;

  @Override
  public String name() {
    return "daily-range";
  }

  @Override
  public Running begin(FeedAccess feed) {
    return new Work(feed);
  }

  /** The key of a market. */
  static String key(Market market) {
    return "btc:day:" + market;
  }

  private static final class Work implements Running {
    private final FeedAccess feed;
    private final JournalPort.Reader ticks;
    private final Map<Market, DayRange> ranges = new HashMap<>();

    /** The ranges that the stores have or will have. */
    private final Map<Market, DayRange> written = new HashMap<>();

    Work(FeedAccess feed) {
      this.feed = feed;
      long dayMs = Duration.ofDays(1).toMillis();
      long nowMs = feed.clock().wallUs() / 1_000;
      this.ticks = feed.journal().apply(new JournalId(nowMs - nowMs % dayMs, 0));
    }

    @Override
    public long step() {
      return switch (ticks.next(MAX_RECORDS, MAX_BYTES)) {
        case JournalPort.Read.Records(var batch) -> {
          Each.of(batch.entries(), this::add);
          yield 0;
        }
        case JournalPort.Read.Lost _ -> 0;
        case JournalPort.Read.AtEnd() -> {
          Each.of(ranges.entrySet(), range -> write(range.getKey(), range.getValue()));
          yield EVERY.toNanos();
        }
      };
    }

    private void add(Entry entry) {
      if (entry.event() instanceof JournalEvent.Ticked(PriceTick tick)) {
        ranges.merge(tick.trade().market(), DayRange.of(tick.trade()), DayRange::and);
      }
    }

    private void write(Market market, DayRange range) {
      if (!written.containsKey(market) && !restored(market)) {
        return;
      }
      DayRange known = written.getOrDefault(market, range);
      DayRange all = known.and(range);
      if (!all.equals(written.get(market))
          && feed.submit(new Mutation.HashSet(key(market), all.fields()))) {
        written.put(market, all);
      }
    }

    /** False while no store answers. */
    private boolean restored(Market market) {
      return switch (feed.read().fields(key(market))) {
        case ReadStores.LookupResult.Found<Map<String, String>>(_, Map<String, String> fields) -> {
          DayRange.of(fields).ifPresent(stored -> written.put(market, stored));
          yield true;
        }
        case ReadStores.LookupResult.Unavailable<Map<String, String>> _ -> false;
      };
    }

    @Override
    public void close() {
      ticks.close();
    }
  }
}
