package btcfeed.exchange.gateio;

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
 * Gate.io v4, channel {@code spot.trades}. Of its two ids the one within a market, {@code
 * id_market}, counts up by one; it names the aggressor's side. A trade comes by itself or in an
 * array. It announces that it will close a connection by a message of type {@code upgrade}, by
 * itself or as a result of the channel {@code spot.system}.
 */
public final class GateioCodec {
  private static final Venue VENUE = new Venue("gateio");
  private static final String URL = "wss://api.gateio.ws/ws/v4/";
  private static final Set<String> USUAL_QUOTES = Set.of("USDT", "USDC", "BTC", "ETH");

  private static final ByteDictionary<FieldRole> HEAD =
      FieldRole.named(
          Map.ofEntries(
              entry("event", FieldRole.KIND),
              entry("channel", FieldRole.KIND),
              entry("type", FieldRole.KIND),
              entry("msg", FieldRole.DETAIL),
              entry("result", FieldRole.ROWS),
              entry("error", FieldRole.INNER)));
  private static final ByteDictionary<FieldRole> INNER =
      FieldRole.named(
          Map.ofEntries(entry("code", FieldRole.DETAIL), entry("message", FieldRole.DETAIL)));
  private static final ByteDictionary<FieldRole> ROW =
      FieldRole.named(
          Map.ofEntries(
              entry("currency_pair", FieldRole.ROW_MARKET),
              entry("id_market", FieldRole.ID),
              entry("price", FieldRole.PRICE),
              entry("amount", FieldRole.QUANTITY),
              entry("create_time_ms", FieldRole.TIME),
              entry("side", FieldRole.SIDE),
              entry("type", FieldRole.KIND),
              entry("msg", FieldRole.DETAIL)));
  private static final ByteDictionary<MessageType> KINDS =
      JsonVenue.kinds(
          Map.ofEntries(
              entry("update", MessageType.TRADES),
              entry("subscribe", MessageType.ANSWER),
              entry("upgrade", MessageType.CLOSING),
              entry("spot.system", MessageType.NOTICE),
              entry("spot.pong", MessageType.HEARTBEAT)));

  private GateioCodec() {}

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
            markets.spelled(GateioCodec::spelled),
            Continuity.SEQUENTIAL,
            JsonVenue.aggressor("buy", "sell"),
            TimeFormat.MILLIS,
            requests(markets).size()),
        Repair.BY_TIME);
  }

  private static List<String> requests(SubscribedMarkets markets) {
    return markets.requests(
        USUAL_QUOTES,
        part ->
            "{\"channel\":\"spot.trades\",\"event\":\"subscribe\",\"payload\":["
                + part.quoted(GateioCodec::spelled)
                + "]}");
  }

  private static String spelled(Symbol symbol) {
    return symbol.base() + "_" + symbol.quote();
  }
}
