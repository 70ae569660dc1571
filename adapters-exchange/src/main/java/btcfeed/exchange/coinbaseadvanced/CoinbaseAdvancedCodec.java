package btcfeed.exchange.coinbaseadvanced;

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

  private static final ByteDictionary<FieldRole> HEAD =
      FieldRole.named(
          Map.ofEntries(
              entry("channel", FieldRole.KIND),
              entry("type", FieldRole.KIND),
              entry("sequence_num", FieldRole.SEQUENCE),
              entry("events", FieldRole.INNER),
              entry("message", FieldRole.DETAIL)));
  private static final ByteDictionary<FieldRole> INNER =
      FieldRole.named(
          Map.ofEntries(entry("type", FieldRole.KIND), entry("trades", FieldRole.ROWS)));
  private static final ByteDictionary<FieldRole> ROW =
      FieldRole.named(
          Map.ofEntries(
              entry("product_id", FieldRole.ROW_MARKET),
              entry("trade_id", FieldRole.ID),
              entry("price", FieldRole.PRICE),
              entry("size", FieldRole.QUANTITY),
              entry("time", FieldRole.TIME),
              entry("side", FieldRole.SIDE)));
  private static final ByteDictionary<MessageType> KINDS =
      JsonVenue.kinds(
          Map.ofEntries(
              entry("market_trades", MessageType.TRADES),
              entry("snapshot", MessageType.OLD_TRADES),
              entry("subscriptions", MessageType.ANSWER),
              entry("error", MessageType.REFUSED),
              entry("heartbeats", MessageType.HEARTBEAT)));

  private CoinbaseAdvancedCodec() {}

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public static VenueCodec of(VenueOptions settings) {
    SubscribedMarkets markets = SubscribedMarkets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    return new JsonVenueCodec(
        markets,
        new Subscription(settings.urlOr(URL), messages(markets), Optional.empty()),
        new JsonVenue(
            HEAD,
            INNER,
            ROW,
            KINDS,
            markets.spelled(Symbol::toString),
            Continuity.SEQUENTIAL,
            JsonVenue.maker("BUY", "SELL"),
            TimeFormat.ISO,
            messages(markets).size() - 1),
        Repair.BY_ID);
  }

  /** The requests for trades, and one for heartbeats, which come whatever the market. */
  private static List<String> messages(SubscribedMarkets markets) {
    List<SubscribedMarkets> parts = markets.requests(USUAL_QUOTES, Integer.MAX_VALUE);
    return Stream.concat(
            parts.stream().map(part -> request(part, "market_trades")),
            Stream.of(request(parts.getFirst(), "heartbeats")))
        .toList();
  }

  private static String request(SubscribedMarkets markets, String channel) {
    return "{\"type\":\"subscribe\",\"product_ids\":["
        + markets.quoted(Symbol::toString)
        + "],\"channel\":\""
        + channel
        + "\"}";
  }
}
