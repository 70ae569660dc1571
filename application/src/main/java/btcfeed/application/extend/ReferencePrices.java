package btcfeed.application.extend;

import btcfeed.domain.index.ReferenceIndex;
import btcfeed.domain.index.ReferencePrice;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.SharedTrades;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.JournalPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Keeps {@code btc:index:<symbol>} in the stores: a hash of the {@link ReferencePrice} over all
 * venues, also published on the channel of the same name as JSON.
 *
 * <p>Written at most ten times a second when it changed, and every five seconds while there is a
 * price, so that {@code time_us} shows that the service runs. At most a tenth of a second behind
 * the ingest.
 */
public final class ReferencePrices implements Extension {
  /** The prefix of its keys; the symbol follows. */
  public static final String KEYS = "btc:index:";

  private static final Duration EVERY = Duration.ofMillis(100);
  private static final Duration REMIND = Duration.ofSeconds(5);
  private static final Duration NEWS_FOR = Duration.ofSeconds(5);
  private static final Duration BACK = Duration.ofMinutes(1);
  private static final int MAX_RECORDS = 4_096;
  private static final int MAX_BYTES = 1 << 20;

  private final SharedTrades shared;
  private volatile List<IndexUpdate> latest = List.of();

  /** For venues with separate trades. */
  public ReferencePrices() {
    this(SharedTrades.NONE);
  }

  /** For venues of which some publish the same trades: those have one vote together. */
  public ReferencePrices(SharedTrades shared) {
    this.shared = shared;
  }

  /**
   * The reference price of a symbol.
   *
   * @param timeUs when it was computed, Unix microseconds
   */
  public record IndexUpdate(Symbol symbol, ReferencePrice price, long timeUs) {}

  /** The newest of each symbol that was ever traded, by symbol. Any thread. */
  public List<IndexUpdate> latest() {
    return latest;
  }

  @Override
  public String name() {
    return "reference-price";
  }

  @Override
  public Running begin(FeedAccess feed) {
    return new Work(feed);
  }

  /** The key and the channel of a symbol. */
  static String key(Symbol symbol) {
    return KEYS + symbol;
  }

  /** The fields of the hash. */
  static Map<String, String> fields(IndexUpdate update) {
    Map<String, String> fields = new LinkedHashMap<>();
    switch (update.price()) {
      case ReferencePrice.Ok(var quote, _) -> put(fields, quote);
      case ReferencePrice.Degraded(var quote, _) -> put(fields, quote);
      case ReferencePrice.Unavailable _ -> {
        fields.put("price", "");
        fields.put("confidence", "");
        fields.put("venues", "");
      }
    }
    fields.put(
        "refused",
        update.price().refused().entrySet().stream()
            .map(refused -> refused.getKey() + ":" + refused.getValue().text())
            .collect(Collectors.joining(",")));
    fields.put("time_us", Long.toString(update.timeUs()));
    fields.put("state", update.price().state());
    return fields;
  }

  private static void put(Map<String, String> fields, ReferencePrice.IndexValue quote) {
    fields.put("price", quote.price().text());
    fields.put("confidence", quote.spread().toPlainString());
    fields.put(
        "venues", quote.used().stream().map(Object::toString).collect(Collectors.joining(",")));
  }

  /** The fields as JSON; nothing in them needs escaping. */
  private static String json(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> '"' + field.getKey() + "\":\"" + field.getValue() + '"')
        .collect(Collectors.joining(",", "{", "}"));
  }

  private final class Work implements Running {
    private final FeedAccess feed;
    private final JournalPort.Reader ticks;
    private final Map<Symbol, ReferenceIndex> indexes = new TreeMap<>();
    private final Map<Symbol, IndexUpdate> written = new LinkedHashMap<>();

    /** The newest trade time of each market that several venues publish. */
    private final Map<Market, Long> newestSharedUs = new HashMap<>();

    Work(FeedAccess feed) {
      this.feed = feed;
      long fromMs = feed.clock().wallUs() / 1_000 - BACK.toMillis();
      this.ticks = feed.journal().apply(new JournalId(Math.max(0, fromMs), 0));
    }

    @Override
    public long step() {
      return switch (ticks.next(MAX_RECORDS, MAX_BYTES)) {
        case JournalPort.Read.Records(var batch) -> {
          add(batch.entries());
          yield 0;
        }
        case JournalPort.Read.Lost _ -> 0;
        case JournalPort.Read.AtEnd() -> {
          update();
          yield EVERY.toNanos();
        }
      };
    }

    private void add(List<Entry> entries) {
      long wallUs = feed.clock().wallUs();
      long nanos = feed.clock().nanos();
      Each.of(
          entries,
          entry -> {
            if (entry.event() instanceof JournalEvent.Ticked(PriceTick tick)
                && tick.origin() == Origin.LIVE
                && isNews(tick.trade())) {
              long ageUs = Math.max(0, wallUs - tick.receiveTimeUs());
              indexes
                  .computeIfAbsent(tick.trade().market().symbol(), _ -> new ReferenceIndex())
                  .traded(
                      shared.leader(tick.trade().market().venue()),
                      tick.trade().price(),
                      nanos - ageUs * 1_000);
            }
          });
    }

    /** False if another venue with the same trades was ahead already. */
    private boolean isNews(Trade trade) {
      Venue venue = trade.market().venue();
      if (!shared.shares(venue)) {
        return true;
      }
      Market of = new Market(shared.leader(venue), trade.market().symbol());
      return newestSharedUs.merge(of, trade.exchangeTimeUs(), Math::max) == trade.exchangeTimeUs();
    }

    private void update() {
      long nanos = feed.clock().nanos();
      long wallUs = feed.clock().wallUs();
      List<IndexUpdate> updates = new ArrayList<>();
      try {
        Each.of(
            indexes.entrySet(),
            index -> {
              IndexUpdate update =
                  new IndexUpdate(index.getKey(), index.getValue().at(nanos), wallUs);
              updates.add(update);
              if (isDue(update)) {
                write(update);
              }
            });
      } finally {
        latest = List.copyOf(updates);
      }
    }

    private boolean isDue(IndexUpdate update) {
      IndexUpdate before = written.get(update.symbol());
      if (before == null || !before.price().equals(update.price())) {
        return true;
      }
      boolean old = update.timeUs() - before.timeUs() >= REMIND.toNanos() / 1_000;
      return old && !(update.price() instanceof ReferencePrice.Unavailable);
    }

    /** A refused update stays due, because an unavailable price is not written again otherwise. */
    private void write(IndexUpdate update) {
      Map<String, String> fields = fields(update);
      String key = key(update.symbol());
      long untilMs = update.timeUs() / 1_000 + NEWS_FOR.toMillis();
      if (feed.submit(new Mutation.HashSet(key, fields))
          && feed.submit(new Mutation.Publish(key, json(fields), untilMs))) {
        written.put(update.symbol(), update);
      }
    }

    @Override
    public void close() {
      ticks.close();
    }
  }
}
