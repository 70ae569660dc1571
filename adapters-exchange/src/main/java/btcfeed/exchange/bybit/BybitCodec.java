package btcfeed.exchange.bybit;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Bybit v5 spot, channel {@code publicTrade}. Trade ids are shared by its markets: they name and do
 * not count. It names the aggressor's side. Each message of trades calls itself a snapshot and is
 * none. It wants a ping of ours every twenty seconds, and takes ten markets in a request.
 */
public final class BybitCodec {
  private static final Venue VENUE = new Venue("bybit");
  private static final String URL = "wss://stream.bybit.com/v5/public/spot";
  private static final Set<String> USUAL_QUOTES = Set.of("USDT", "USDC", "EUR", "BTC", "ETH");
  private static final int MARKETS_A_REQUEST = 10;

  private static final ByteDictionary<FieldRole> HEAD =
      FieldRole.named(
          Map.ofEntries(
              entry("op", FieldRole.KIND),
              entry("success", FieldRole.SUCCESS),
              entry("ret_msg", FieldRole.DETAIL),
              entry("topic", FieldRole.TOPIC),
              entry("data", FieldRole.ROWS)));
  private static final ByteDictionary<FieldRole> INNER = FieldRole.named(Map.of());
  private static final ByteDictionary<FieldRole> ROW =
      FieldRole.named(
          Map.ofEntries(
              entry("s", FieldRole.ROW_MARKET),
              entry("i", FieldRole.ID),
              entry("p", FieldRole.PRICE),
              entry("v", FieldRole.QUANTITY),
              entry("T", FieldRole.TIME),
              entry("S", FieldRole.SIDE)));
  private static final ByteDictionary<MessageType> KINDS =
      JsonVenue.kinds(
          Map.ofEntries(
              entry("subscribe", MessageType.ANSWER),
              entry("ping", MessageType.HEARTBEAT),
              entry("pong", MessageType.HEARTBEAT)));

  private BybitCodec() {}

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public static VenueCodec of(VenueOptions settings) {
    SubscribedMarkets markets = SubscribedMarkets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    return new JsonVenueCodec(
        markets,
        new Subscription(settings.urlOr(URL), requests(markets), Optional.of("{\"op\":\"ping\"}"))
            .pingingEvery(Duration.ofSeconds(20)),
        new JsonVenue(
            HEAD,
            INNER,
            ROW,
            KINDS,
            markets.spelled(BybitCodec::spelled, BybitCodec::topic),
            Continuity.OPAQUE,
            JsonVenue.aggressor("Buy", "Sell"),
            TimeFormat.MILLIS,
            requests(markets).size()),
        Repair.window(60));
  }

  private static List<String> requests(SubscribedMarkets markets) {
    return markets.requests(USUAL_QUOTES, MARKETS_A_REQUEST).stream()
        .map(part -> "{\"op\":\"subscribe\",\"args\":[" + part.quoted(BybitCodec::topic) + "]}")
        .toList();
  }

  private static String topic(Symbol symbol) {
    return "publicTrade." + spelled(symbol);
  }

  private static String spelled(Symbol symbol) {
    return symbol.base() + symbol.quote();
  }
}
