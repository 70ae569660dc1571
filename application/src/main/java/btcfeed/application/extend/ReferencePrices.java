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
import btcfeed.domain.port.MutateStores;
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
 * venues, said on the channel of the same name too, as JSON of the same fields.
 *
 * <p>Ten times a second at most, when it changed, and every five seconds while there is a price, so
 * that {@code time_us} tells a live one from a dead service. Behind the ingest by a tenth of a
 * second at most.
 */
public final class ReferencePrices implements Extension {
  /** What its keys begin with; behind it the symbol. */
  public static final String KEYS = "btc:index:";

  private static final Duration EVERY = Duration.ofMillis(100);
  private static final Duration REMIND = Duration.ofSeconds(5);
  private static final Duration NEWS_FOR = Duration.ofSeconds(5);
  private static final Duration BACK = Duration.ofMinutes(1);
  private static final int MAX_RECORDS = 4_096;
  private static final int MAX_BYTES = 1 << 20;

  private final SharedTrades shared;
  private volatile List<Answer> latest = List.of();

  /** Over venues each of which has its own trades. */
  public ReferencePrices() {
    this(SharedTrades.NONE);
  }

  /** Over venues of which some may publish the same trades: those have one vote together. */
  public ReferencePrices(SharedTrades shared) {
    this.shared = shared;
  }

  /**
   * A symbol's reference price.
   *
   * @param timeUs when it was found, Unix microseconds
   */
  public record Answer(Symbol symbol, ReferencePrice price, long timeUs) {}

  /** The newest of each symbol that was ever traded, by symbol. Any thread. */
  public List<Answer> latest() {
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

  /** What stands there. */
  static Map<String, String> fields(Answer answer) {
    Map<String, String> fields = new LinkedHashMap<>();
    switch (answer.price()) {
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
        answer.price().refused().entrySet().stream()
            .map(refused -> refused.getKey() + ":" + refused.getValue().text())
            .collect(Collectors.joining(",")));
    fields.put("time_us", Long.toString(answer.timeUs()));
    fields.put("state", answer.price().state());
    return fields;
  }

  private static void put(Map<String, String> fields, ReferencePrice.Quote quote) {
    fields.put("price", quote.price().text());
    fields.put("confidence", quote.spread().toPlainString());
    fields.put(
        "venues", quote.used().stream().map(Object::toString).collect(Collectors.joining(",")));
  }

  /** As JSON; nothing in it needs escaping. */
  private static String json(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> '"' + field.getKey() + "\":\"" + field.getValue() + '"')
        .collect(Collectors.joining(",", "{", "}"));
  }

  private final class Work implements Running {
    private final FeedAccess feed;
    private final JournalPort.Reader ticks;
    private final Map<Symbol, ReferenceIndex> indexes = new TreeMap<>();
    private final Map<Symbol, Answer> written = new LinkedHashMap<>();

    /** The venues' time of the newest trade of each market that several venues publish. */
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
          hear(batch.entries());
          yield 0;
        }
        case JournalPort.Read.Lost _ -> 0;
        case JournalPort.Read.AtEnd() -> {
          answer();
          yield EVERY.toNanos();
        }
      };
    }

    private void hear(List<Entry> entries) {
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

    /** False if a venue that publishes the same trades was further already. */
    private boolean isNews(Trade trade) {
      Venue venue = trade.market().venue();
      if (!shared.shares(venue)) {
        return true;
      }
      Market of = new Market(shared.leader(venue), trade.market().symbol());
      return newestSharedUs.merge(of, trade.exchangeTimeUs(), Math::max) == trade.exchangeTimeUs();
    }

    private void answer() {
      long nanos = feed.clock().nanos();
      long wallUs = feed.clock().wallUs();
      List<Answer> answers = new ArrayList<>();
      try {
        Each.of(
            indexes.entrySet(),
            index -> {
              Answer answer = new Answer(index.getKey(), index.getValue().at(nanos), wallUs);
              answers.add(answer);
              if (isDue(answer)) {
                write(answer);
              }
            });
      } finally {
        latest = List.copyOf(answers);
      }
    }

    private boolean isDue(Answer answer) {
      Answer before = written.get(answer.symbol());
      if (before == null || !before.price().equals(answer.price())) {
        return true;
      }
      boolean old = answer.timeUs() - before.timeUs() >= REMIND.toNanos() / 1_000;
      return old && !(answer.price() instanceof ReferencePrice.Unavailable);
    }

    /** What is refused stays due: of an unavailable price nothing else would say it again. */
    private void write(Answer answer) {
      Map<String, String> fields = fields(answer);
      String key = key(answer.symbol());
      long untilMs = answer.timeUs() / 1_000 + NEWS_FOR.toMillis();
      if (taken(new Mutation.HashSet(key, fields))
          && taken(new Mutation.Publish(key, json(fields), untilMs))) {
        written.put(answer.symbol(), answer);
      }
    }

    private boolean taken(Mutation mutation) {
      return switch (feed.mutate().submit(mutation)) {
        case MutateStores.Answer.Accepted _, MutateStores.Answer.Held _ -> true;
        case MutateStores.Answer.Refused _ -> false;
      };
    }

    @Override
    public void close() {
      ticks.close();
    }
  }
}
