package btcfeed.exchange.gemini;

import static java.util.Map.entry;

import btcfeed.domain.market.Side;
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
 * Gemini, market data v2. It has no channel of trades alone: they come beside the order book of
 * {@code l2}, whose first message has the last fifty and stands for an answer to the subscription.
 * Event ids rise and do not count; it names the aggressor's side, except of a block trade, which
 * was agreed on elsewhere and has none. A heartbeat comes every five seconds.
 */
public final class GeminiCodec {
  private static final Venue VENUE = new Venue("gemini");
  private static final String URL = "wss://api.gemini.com/v2/marketdata";
  private static final Set<String> USUAL_QUOTES =
      Set.of("USD", "EUR", "GBP", "SGD", "USDT", "BTC", "ETH");
  private static final ByteDictionary<Optional<Side>> SIDES =
      new ByteDictionary<>(
          Map.of(
              "buy", Optional.of(Side.BUY),
              "sell", Optional.of(Side.SELL),
              "block", Optional.of(Side.UNKNOWN)),
          Optional.empty());

  private static final ByteDictionary<FieldRole> HEAD =
      FieldRole.named(
          Map.ofEntries(
              entry("type", FieldRole.KIND),
              entry("result", FieldRole.KIND),
              entry("reason", FieldRole.DETAIL),
              entry("message", FieldRole.DETAIL),
              entry("symbol", FieldRole.MARKET),
              entry("event_id", FieldRole.ID),
              entry("price", FieldRole.PRICE),
              entry("quantity", FieldRole.QUANTITY),
              entry("timestamp", FieldRole.TIME),
              entry("side", FieldRole.SIDE)));
  private static final ByteDictionary<FieldRole> INNER = FieldRole.named(Map.of());
  private static final ByteDictionary<FieldRole> ROW = FieldRole.named(Map.of());
  private static final ByteDictionary<MessageType> KINDS =
      JsonVenue.kinds(
          Map.ofEntries(
              entry("trade", MessageType.TRADES),
              entry("l2_updates", MessageType.ANSWER),
              entry("heartbeat", MessageType.HEARTBEAT),
              entry("error", MessageType.REFUSED),
              entry("auction_indicative", MessageType.IGNORED),
              entry("auction_result", MessageType.IGNORED)));

  private GeminiCodec() {}

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public static VenueCodec of(VenueOptions settings) {
    SubscribedMarkets markets = SubscribedMarkets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    return new JsonVenueCodec(
        markets,
        new Subscription(settings.urlOr(URL), requests(markets)),
        new JsonVenue(
            HEAD,
            INNER,
            ROW,
            KINDS,
            markets.spelled(GeminiCodec::spelled),
            Continuity.OPAQUE,
            SIDES,
            TimeFormat.MILLIS,
            requests(markets).size()),
        Repair.BY_TIME);
  }

  private static List<String> requests(SubscribedMarkets markets) {
    return markets.requests(
        USUAL_QUOTES,
        part ->
            "{\"type\":\"subscribe\",\"subscriptions\":[{\"name\":\"l2\",\"symbols\":["
                + part.quoted(GeminiCodec::spelled)
                + "]}]}");
  }

  private static String spelled(Symbol symbol) {
    return symbol.base() + symbol.quote();
  }
}
