package btcfeed.exchange.htx;

import static java.util.Map.entry;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.GzipDecoder;
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
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * HTX, channel {@code trade.detail}; every frame is gzip. {@code tradeId} counts up by one per
 * market, where {@code id} does not and is longer than a number can be; it names the aggressor's
 * side. Several trades in a message come newest first, amounts as JSON numbers with or without an
 * exponent. The last trade from before the subscription is sent again, unmarked. It pings every
 * five seconds and closes a connection that does not answer two of them.
 */
public final class HtxCodec {
  private static final Venue VENUE = new Venue("htx");
  private static final String URL = "wss://api.huobi.pro/ws";
  private static final Set<String> USUAL_QUOTES = Set.of("USDT", "USDC", "HUSD", "BTC", "ETH");

  private static final ByteDictionary<FieldRole> HEAD =
      FieldRole.named(
          Map.ofEntries(
              entry("status", FieldRole.KIND),
              entry("subbed", FieldRole.MARKET),
              entry("err-code", FieldRole.DETAIL),
              entry("err-msg", FieldRole.DETAIL),
              entry("ping", FieldRole.PING),
              entry("ch", FieldRole.TOPIC),
              entry("tick", FieldRole.INNER)));
  private static final ByteDictionary<FieldRole> INNER =
      FieldRole.named(Map.of("data", FieldRole.ROWS));
  private static final ByteDictionary<FieldRole> ROW =
      FieldRole.named(
          Map.ofEntries(
              entry("tradeId", FieldRole.ID),
              entry("price", FieldRole.PRICE),
              entry("amount", FieldRole.QUANTITY),
              entry("ts", FieldRole.TIME),
              entry("direction", FieldRole.SIDE)));
  private static final ByteDictionary<MessageType> KINDS =
      JsonVenue.kinds(
          Map.ofEntries(entry("ok", MessageType.ANSWER), entry("error", MessageType.REFUSED)));

  private HtxCodec() {}

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public static VenueCodec of(VenueOptions settings) {
    SubscribedMarkets markets = SubscribedMarkets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    return new JsonVenueCodec(
            markets,
            new Subscription(
                settings.urlOr(URL), markets.symbols().stream().map(HtxCodec::request).toList()),
            new JsonVenue(
                HEAD,
                INNER,
                ROW,
                KINDS,
                markets.spelled(HtxCodec::channel),
                Continuity.SEQUENTIAL,
                JsonVenue.aggressor("buy", "sell"),
                TimeFormat.MILLIS,
                markets.symbols().size(),
                "{\"pong\":?}"),
            Repair.window(2000))
        .unpackedBy(decoder -> new GzipDecoder(decoder, settings.maxMessageBytes()));
  }

  private static String request(Symbol symbol) {
    return "{\"sub\":\"" + channel(symbol) + "\",\"id\":\"" + symbol + "\"}";
  }

  private static String channel(Symbol symbol) {
    String name = (symbol.base() + symbol.quote()).toLowerCase(Locale.ROOT);
    return "market." + name + ".trade.detail";
  }
}
