package btcfeed.exchange.cryptocom;

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
import java.util.Set;

/**
 * Crypto.com Exchange v1, channel {@code trade}. Trade ids rise and do not count; it names the
 * aggressor's side. The answer to the subscription has the number of the request and may bring
 * recent trades, which are left out; whatever else brings trades is news, newest first. It sends a
 * heartbeat twice a minute and wants it answered within five seconds; and what is said in the first
 * second of a connection it may not hear.
 */
public final class CryptoComCodec {
  private static final Venue VENUE = new Venue("cryptocom");
  private static final String URL = "wss://stream.crypto.com/exchange/v1/market";
  private static final Set<String> USUAL_QUOTES = Set.of("USD", "USDT", "EUR", "BTC");

  private static final Words<Key> HEAD =
      Key.named(
          Map.ofEntries(
              entry("id", Key.REQUEST),
              entry("method", Key.KIND),
              entry("code", Key.SUCCESS),
              entry("message", Key.DETAIL),
              entry("result", Key.INNER)));
  private static final Words<Key> INNER =
      Key.named(
          Map.ofEntries(
              entry("subscription", Key.TOPIC),
              entry("channel", Key.KIND),
              entry("data", Key.ROWS)));
  private static final Words<Key> ROW =
      Key.named(
          Map.ofEntries(
              entry("i", Key.ROW_MARKET),
              entry("d", Key.ID),
              entry("p", Key.PRICE),
              entry("q", Key.QUANTITY),
              entry("t", Key.TIME),
              entry("s", Key.SIDE)));
  private static final Words<Meaning> KINDS =
      Dialect.kinds(
          Map.ofEntries(
              entry("1", Meaning.ANSWER),
              entry("trade", Meaning.TRADES),
              entry("subscribe", Meaning.ANSWER_OR_TRADES),
              entry("public/heartbeat", Meaning.PING)));

  private CryptoComCodec() {}

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public static VenueCodec of(VenueSettings settings) {
    Markets markets = Markets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    return new DialectCodec(
        markets,
        new Subscription(settings.urlOr(URL), requests(markets))
            .opening(Subscription.Opening.AFTER_A_SECOND),
        new Dialect(
            HEAD,
            INNER,
            ROW,
            KINDS,
            markets.spelled(CryptoComCodec::spelled, CryptoComCodec::channel),
            Continuity.NAMING,
            Dialect.aggressor("BUY", "SELL"),
            TimeFormat.MILLIS,
            requests(markets).size(),
            "{\"id\":?,\"method\":\"public/respond-heartbeat\"}"),
        Repair.BY_TIME);
  }

  private static List<String> requests(Markets markets) {
    return markets.requests(
        USUAL_QUOTES,
        part ->
            "{\"id\":1,\"method\":\"subscribe\",\"params\":{\"channels\":["
                + part.quoted(CryptoComCodec::channel)
                + "]}}");
  }

  private static String channel(Symbol symbol) {
    return "trade." + spelled(symbol);
  }

  private static String spelled(Symbol symbol) {
    return symbol.base() + "_" + symbol.quote();
  }
}
