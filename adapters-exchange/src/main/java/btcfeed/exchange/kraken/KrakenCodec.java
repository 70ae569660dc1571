package btcfeed.exchange.kraken;

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
 * Kraken, WebSocket v2, channel {@code trade}. Trade ids count up by one per market; it names the
 * aggressor's side; prices are JSON numbers. It answers for every market by itself, and sends a
 * heartbeat every second in which it has nothing else to say.
 */
public final class KrakenCodec {
  private static final Venue VENUE = new Venue("kraken");
  private static final String URL = "wss://ws.kraken.com/v2";
  private static final Set<String> USUAL_QUOTES =
      Set.of("USD", "USDT", "USDC", "EUR", "GBP", "CAD", "AUD", "CHF", "JPY", "BTC", "ETH");

  private static final ByteDictionary<FieldRole> HEAD =
      FieldRole.named(
          Map.ofEntries(
              entry("channel", FieldRole.KIND),
              entry("type", FieldRole.KIND),
              entry("method", FieldRole.KIND),
              entry("data", FieldRole.ROWS),
              entry("success", FieldRole.SUCCESS),
              entry("result", FieldRole.INNER),
              entry("symbol", FieldRole.MARKET),
              entry("error", FieldRole.DETAIL)));
  private static final ByteDictionary<FieldRole> INNER =
      FieldRole.named(Map.ofEntries(entry("symbol", FieldRole.MARKET)));
  private static final ByteDictionary<FieldRole> ROW =
      FieldRole.named(
          Map.ofEntries(
              entry("symbol", FieldRole.ROW_MARKET),
              entry("trade_id", FieldRole.ID),
              entry("price", FieldRole.PRICE),
              entry("qty", FieldRole.QUANTITY),
              entry("timestamp", FieldRole.TIME),
              entry("side", FieldRole.SIDE),
              entry("system", FieldRole.KIND)));
  private static final ByteDictionary<MessageType> KINDS =
      JsonVenue.kinds(
          Map.ofEntries(
              entry("trade", MessageType.TRADES),
              entry("snapshot", MessageType.OLD_TRADES),
              entry("subscribe", MessageType.ANSWER),
              entry("heartbeat", MessageType.HEARTBEAT),
              entry("pong", MessageType.HEARTBEAT),
              entry("status", MessageType.IGNORED),
              entry("maintenance", MessageType.PAUSING),
              entry("cancel_only", MessageType.PAUSING),
              entry("post_only", MessageType.PAUSING),
              entry("limit_only", MessageType.PAUSING),
              entry("ticker", MessageType.IGNORED)));

  private KrakenCodec() {}

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public static VenueCodec of(VenueOptions settings) {
    SubscribedMarkets markets = SubscribedMarkets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    return new JsonVenueCodec(
        markets,
        new Subscription(
            settings.urlOr(URL),
            List.of(
                "{\"method\":\"subscribe\",\"params\":{\"channel\":\"trade\",\"symbol\":["
                    + markets.quoted(KrakenCodec::spelled)
                    + "],\"snapshot\":false},\"req_id\":1}"),
            Optional.of("{\"method\":\"ping\"}")),
        new JsonVenue(
            HEAD,
            INNER,
            ROW,
            KINDS,
            markets.spelled(KrakenCodec::spelled),
            Continuity.SEQUENTIAL,
            JsonVenue.aggressor("buy", "sell"),
            TimeFormat.ISO,
            1),
        Repair.BY_TIME);
  }

  private static String spelled(Symbol symbol) {
    return symbol.base() + "/" + symbol.quote();
  }
}
