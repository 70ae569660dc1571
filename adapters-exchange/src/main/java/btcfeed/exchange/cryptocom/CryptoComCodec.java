package btcfeed.exchange.cryptocom;

import static java.util.Map.entry;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.JsonVenue;
import btcfeed.exchange.codec.JsonVenueCodec;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.codec.Repair;
import btcfeed.exchange.codec.SubscribedMarkets;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.exchange.json.ByteDictionary;
import btcfeed.exchange.json.TimeFormat;
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

  private static final ByteDictionary<FieldRole> HEAD =
      FieldRole.named(
          Map.ofEntries(
              entry("id", FieldRole.REQUEST),
              entry("method", FieldRole.KIND),
              entry("code", FieldRole.SUCCESS),
              entry("message", FieldRole.DETAIL),
              entry("result", FieldRole.INNER)));
  private static final ByteDictionary<FieldRole> INNER =
      FieldRole.named(
          Map.ofEntries(
              entry("subscription", FieldRole.TOPIC),
              entry("channel", FieldRole.KIND),
              entry("data", FieldRole.ROWS)));
  private static final ByteDictionary<FieldRole> ROW =
      FieldRole.named(
          Map.ofEntries(
              entry("i", FieldRole.ROW_MARKET),
              entry("d", FieldRole.ID),
              entry("p", FieldRole.PRICE),
              entry("q", FieldRole.QUANTITY),
              entry("t", FieldRole.TIME),
              entry("s", FieldRole.SIDE)));
  private static final ByteDictionary<MessageType> KINDS =
      JsonVenue.kinds(
          Map.ofEntries(
              entry("1", MessageType.ANSWER),
              entry("trade", MessageType.TRADES),
              entry("subscribe", MessageType.ANSWER_OR_TRADES),
              entry("public/heartbeat", MessageType.PING)));

  private CryptoComCodec() {}

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public static VenueCodec of(VenueOptions settings) {
    SubscribedMarkets markets = SubscribedMarkets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    return new JsonVenueCodec(
        markets,
        new Subscription(settings.urlOr(URL), requests(markets))
            .opening(Subscription.Opening.AFTER_A_SECOND),
        new JsonVenue(
            HEAD,
            INNER,
            ROW,
            KINDS,
            markets.spelled(CryptoComCodec::spelled, CryptoComCodec::channel),
            Continuity.OPAQUE,
            JsonVenue.aggressor("BUY", "SELL"),
            TimeFormat.MILLIS,
            requests(markets).size(),
            "{\"id\":?,\"method\":\"public/respond-heartbeat\"}"),
        Repair.BY_TIME);
  }

  private static List<String> requests(SubscribedMarkets markets) {
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
