package btcfeed.exchange.bitget;

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
import java.util.stream.Collectors;

/**
 * Bitget v2 spot, channel {@code trade}. Trade ids rise and do not count; it names the aggressor's
 * side. Recent trades come as a snapshot and are left out; several in a message come newest first.
 * It wants the text {@code ping} every thirty seconds, and answers it.
 */
public final class BitgetCodec {
  private static final Venue VENUE = new Venue("bitget");
  private static final String URL = "wss://ws.bitget.com/v2/ws/public";
  private static final Set<String> USUAL_QUOTES = Set.of("USDT", "USDC", "EUR", "BTC", "ETH");

  private static final ByteDictionary<FieldRole> HEAD =
      FieldRole.named(
          Map.ofEntries(
              entry("event", FieldRole.KIND),
              entry("action", FieldRole.KIND),
              entry("arg", FieldRole.INNER),
              entry("data", FieldRole.ROWS),
              entry("code", FieldRole.DETAIL),
              entry("msg", FieldRole.DETAIL)));
  private static final ByteDictionary<FieldRole> INNER =
      FieldRole.named(Map.ofEntries(entry("instId", FieldRole.MARKET)));
  private static final ByteDictionary<FieldRole> ROW =
      FieldRole.named(
          Map.ofEntries(
              entry("tradeId", FieldRole.ID),
              entry("price", FieldRole.PRICE),
              entry("size", FieldRole.QUANTITY),
              entry("ts", FieldRole.TIME),
              entry("side", FieldRole.SIDE)));
  private static final ByteDictionary<MessageType> KINDS =
      JsonVenue.kinds(
          Map.ofEntries(
              entry("update", MessageType.TRADES),
              entry("snapshot", MessageType.OLD_TRADES),
              entry("subscribe", MessageType.ANSWER),
              entry("error", MessageType.REFUSED)));

  private BitgetCodec() {}

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public static VenueCodec of(VenueOptions settings) {
    SubscribedMarkets markets = SubscribedMarkets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    return new JsonVenueCodec(
        markets,
        new Subscription(settings.urlOr(URL), requests(markets), Optional.of("ping"))
            .pingingEvery(Duration.ofSeconds(30)),
        new JsonVenue(
            HEAD,
            INNER,
            ROW,
            KINDS,
            markets.spelled(BitgetCodec::spelled),
            Continuity.OPAQUE,
            JsonVenue.aggressor("buy", "sell"),
            TimeFormat.MILLIS,
            requests(markets).size()),
        Repair.BY_ID);
  }

  private static List<String> requests(SubscribedMarkets markets) {
    return markets.requests(
        USUAL_QUOTES,
        part ->
            part.symbols().stream()
                .map(BitgetCodec::argument)
                .collect(Collectors.joining(",", "{\"op\":\"subscribe\",\"args\":[", "]}")));
  }

  private static String argument(Symbol symbol) {
    return "{\"instType\":\"SPOT\",\"channel\":\"trade\",\"instId\":\"" + spelled(symbol) + "\"}";
  }

  private static String spelled(Symbol symbol) {
    return symbol.base() + symbol.quote();
  }
}
