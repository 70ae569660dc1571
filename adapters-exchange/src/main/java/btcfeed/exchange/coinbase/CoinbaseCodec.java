package btcfeed.exchange.coinbase;

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

  private static final ByteDictionary<FieldRole> HEAD =
      FieldRole.named(
          Map.ofEntries(
              entry("type", FieldRole.KIND),
              entry("product_id", FieldRole.ROW_MARKET),
              entry("trade_id", FieldRole.ID),
              entry("last_trade_id", FieldRole.ID),
              entry("price", FieldRole.PRICE),
              entry("size", FieldRole.QUANTITY),
              entry("time", FieldRole.TIME),
              entry("side", FieldRole.SIDE),
              entry("message", FieldRole.DETAIL),
              entry("reason", FieldRole.DETAIL)));
  private static final ByteDictionary<FieldRole> INNER = FieldRole.named(Map.of());
  private static final ByteDictionary<FieldRole> ROW = FieldRole.named(Map.of());
  private static final ByteDictionary<MessageType> KINDS =
      JsonVenue.kinds(
          Map.ofEntries(
              entry("match", MessageType.TRADES),
              entry("last_match", MessageType.OLD_TRADES),
              entry("subscriptions", MessageType.ANSWER),
              entry("error", MessageType.REFUSED),
              entry("heartbeat", MessageType.HEARTBEAT),
              entry("ticker", MessageType.IGNORED)));

  private CoinbaseCodec() {}

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public static VenueCodec of(VenueOptions settings) {
    SubscribedMarkets markets = SubscribedMarkets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    return new JsonVenueCodec(
        markets,
        new Subscription(settings.urlOr(URL), requests(markets), Optional.empty()),
        new JsonVenue(
            HEAD,
            INNER,
            ROW,
            KINDS,
            markets.spelled(Symbol::toString),
            Continuity.SEQUENTIAL,
            JsonVenue.maker("buy", "sell"),
            TimeFormat.ISO,
            requests(markets).size()),
        Repair.BY_ID);
  }

  private static List<String> requests(SubscribedMarkets markets) {
    return markets.requests(
        USUAL_QUOTES,
        part ->
            "{\"type\":\"subscribe\",\"product_ids\":["
                + part.quoted(Symbol::toString)
                + "],\"channels\":[\"matches\",\"heartbeat\"]}");
  }
}
