package btcfeed.exchange.coinbase;

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

/**
 * Coinbase Exchange, channel {@code matches}. Trade ids count up by one per market. It names the
 * maker's side. The trade before the subscription comes as {@code last_match} and is left out; a
 * heartbeat comes every second and names the newest trade, so that one that did not come is known
 * before the next one does.
 */
public final class CoinbaseCodec {
  private static final Venue VENUE = new Venue("coinbase");
  private static final String URL = "wss://ws-feed.exchange.coinbase.com";
  private static final Set<String> USUAL_QUOTES = Set.of("USD", "USDT", "EUR", "GBP", "BTC");

  private static final Words<Key> HEAD =
      Key.named(
          Map.ofEntries(
              entry("type", Key.KIND),
              entry("product_id", Key.ROW_MARKET),
              entry("trade_id", Key.ID),
              entry("last_trade_id", Key.ID),
              entry("price", Key.PRICE),
              entry("size", Key.QUANTITY),
              entry("time", Key.TIME),
              entry("side", Key.SIDE),
              entry("message", Key.DETAIL),
              entry("reason", Key.DETAIL)));
  private static final Words<Key> INNER = Key.named(Map.of());
  private static final Words<Key> ROW = Key.named(Map.of());
  private static final Words<Meaning> KINDS =
      Dialect.kinds(
          Map.ofEntries(
              entry("match", Meaning.TRADES),
              entry("last_match", Meaning.OLD_TRADES),
              entry("subscriptions", Meaning.ANSWER),
              entry("error", Meaning.REFUSED),
              entry("heartbeat", Meaning.HEARTBEAT),
              entry("ticker", Meaning.IGNORED)));

  private CoinbaseCodec() {}

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public static VenueCodec of(VenueSettings settings) {
    Markets markets = Markets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    return new DialectCodec(
        markets,
        new Subscription(settings.urlOr(URL), requests(markets), Optional.empty()),
        new Dialect(
            HEAD,
            INNER,
            ROW,
            KINDS,
            markets.spelled(Symbol::toString),
            Continuity.COUNTING,
            Dialect.maker("buy", "sell"),
            TimeFormat.ISO,
            requests(markets).size()),
        Repair.BY_ID);
  }

  private static List<String> requests(Markets markets) {
    return markets.requests(
        USUAL_QUOTES,
        part ->
            "{\"type\":\"subscribe\",\"product_ids\":["
                + part.quoted(Symbol::toString)
                + "],\"channels\":[\"matches\",\"heartbeat\"]}");
  }
}
