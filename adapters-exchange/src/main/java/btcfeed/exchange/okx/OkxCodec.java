package btcfeed.exchange.okx;

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
import java.util.stream.Collectors;

/**
 * OKX, channel {@code trades-all}: every trade by itself, because {@code trades} folds several into
 * one. Such a row has a {@code count} above one and the id of its last trade; should one come all
 * the same, it is refused: its quantity is that of no single trade, and published beside those that
 * a repair brings for the ids it covers it would count twice. Ids count up by one per market; it
 * names the aggressor's side. The last trade from before the subscription is sent again, unmarked.
 * It closes a connection on which nothing was said for 30 seconds, and answers the text {@code
 * ping}.
 */
public final class OkxCodec {
  private static final Venue VENUE = new Venue("okx");
  private static final String URL = "wss://ws.okx.com:8443/ws/v5/business";
  private static final Set<String> USUAL_QUOTES = Set.of("USDT", "USDC", "EUR", "BTC", "ETH");

  private static final ByteDictionary<FieldRole> HEAD =
      FieldRole.named(
          Map.ofEntries(
              entry("event", FieldRole.KIND),
              entry("arg", FieldRole.INNER),
              entry("data", FieldRole.ROWS),
              entry("code", FieldRole.DETAIL),
              entry("msg", FieldRole.DETAIL)));
  private static final ByteDictionary<FieldRole> INNER =
      FieldRole.named(
          Map.ofEntries(entry("channel", FieldRole.KIND), entry("instId", FieldRole.MARKET)));
  private static final ByteDictionary<FieldRole> ROW =
      FieldRole.named(
          Map.ofEntries(
              entry("instId", FieldRole.ROW_MARKET),
              entry("tradeId", FieldRole.ID),
              entry("px", FieldRole.PRICE),
              entry("sz", FieldRole.QUANTITY),
              entry("ts", FieldRole.TIME),
              entry("side", FieldRole.SIDE),
              entry("count", FieldRole.FOLDED)));
  private static final ByteDictionary<MessageType> KINDS =
      JsonVenue.kinds(
          Map.ofEntries(
              entry("trades-all", MessageType.TRADES),
              entry("trades", MessageType.TRADES),
              entry("subscribe", MessageType.ANSWER),
              entry("error", MessageType.REFUSED),
              entry("notice", MessageType.CLOSING),
              entry("channel-conn-count", MessageType.IGNORED),
              entry("channel-conn-count-error", MessageType.REFUSED)));

  private OkxCodec() {}

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public static VenueCodec of(VenueOptions settings) {
    SubscribedMarkets markets = SubscribedMarkets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    return new JsonVenueCodec(
        markets,
        new Subscription(settings.urlOr(URL), requests(markets), Optional.of("ping")),
        new JsonVenue(
            HEAD,
            INNER,
            ROW,
            KINDS,
            markets.spelled(Symbol::toString),
            Continuity.SEQUENTIAL,
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
                .map(OkxCodec::argument)
                .collect(Collectors.joining(",", "{\"op\":\"subscribe\",\"args\":[", "]}")));
  }

  private static String argument(Symbol symbol) {
    return "{\"channel\":\"trades-all\",\"instId\":\"" + symbol + "\"}";
  }
}
