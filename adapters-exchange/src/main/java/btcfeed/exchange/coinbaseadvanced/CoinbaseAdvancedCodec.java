package btcfeed.exchange.coinbaseadvanced;

import static java.util.Map.entry;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.Dialect;
import btcfeed.exchange.codec.DialectCodec;
import btcfeed.exchange.codec.Key;
import btcfeed.exchange.codec.Markets;
import btcfeed.exchange.codec.Meaning;
import btcfeed.exchange.codec.Repair;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.codec.VenueSettings;
import btcfeed.exchange.json.TimeFormat;
import btcfeed.exchange.json.Words;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Coinbase Advanced Trade, channel {@code market_trades}. Trade ids count up by one per market and
 * are those of Coinbase Exchange; it names the maker's side. The last hundred trades come as a
 * snapshot and are left out. Messages are numbered, so that one that was lost is known. Of a new
 * connection it also asks for heartbeats: without, a quiet one is closed.
 */
public final class CoinbaseAdvancedCodec {
  private static final Venue VENUE = new Venue("coinbase-advanced");
  private static final String URL = "wss://advanced-trade-ws.coinbase.com";
  private static final Set<String> USUAL_QUOTES = Set.of("USD", "USDT", "EUR", "GBP", "BTC");

  private static final Words<Key> HEAD =
      Key.named(
          Map.ofEntries(
              entry("channel", Key.KIND),
              entry("type", Key.KIND),
              entry("sequence_num", Key.SEQUENCE),
              entry("events", Key.INNER),
              entry("message", Key.DETAIL)));
  private static final Words<Key> INNER =
      Key.named(Map.ofEntries(entry("type", Key.KIND), entry("trades", Key.ROWS)));
  private static final Words<Key> ROW =
      Key.named(
          Map.ofEntries(
              entry("product_id", Key.ROW_MARKET),
              entry("trade_id", Key.ID),
              entry("price", Key.PRICE),
              entry("size", Key.QUANTITY),
              entry("time", Key.TIME),
              entry("side", Key.SIDE)));
  private static final Words<Meaning> KINDS =
      Dialect.kinds(
          Map.ofEntries(
              entry("market_trades", Meaning.TRADES),
              entry("snapshot", Meaning.OLD_TRADES),
              entry("subscriptions", Meaning.ANSWER),
              entry("error", Meaning.REFUSED),
              entry("heartbeats", Meaning.HEARTBEAT)));

  private CoinbaseAdvancedCodec() {}

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public static VenueCodec of(VenueSettings settings) {
    Markets markets = Markets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    return new DialectCodec(
        markets,
        new Subscription(settings.urlOr(URL), messages(markets), Optional.empty()),
        new Dialect(
            HEAD,
            INNER,
            ROW,
            KINDS,
            markets.spelled(Symbol::toString),
            Continuity.COUNTING,
            Dialect.maker("BUY", "SELL"),
            TimeFormat.ISO,
            messages(markets).size() - 1),
        Repair.BY_ID);
  }

  /** The requests for trades, and one for heartbeats, which come whatever the market. */
  private static List<String> messages(Markets markets) {
    List<Markets> parts = markets.requests(USUAL_QUOTES, Integer.MAX_VALUE);
    return Stream.concat(
            parts.stream().map(part -> request(part, "market_trades")),
            Stream.of(request(parts.getFirst(), "heartbeats")))
        .toList();
  }

  private static String request(Markets markets, String channel) {
    return "{\"type\":\"subscribe\",\"product_ids\":["
        + markets.quoted(Symbol::toString)
        + "],\"channel\":\""
        + channel
        + "\"}";
  }
}
