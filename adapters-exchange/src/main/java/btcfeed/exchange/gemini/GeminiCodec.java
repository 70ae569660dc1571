package btcfeed.exchange.gemini;

import static java.util.Map.entry;

import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.Dialect;
import btcfeed.exchange.codec.DialectCodec;
import btcfeed.exchange.codec.Key;
import btcfeed.exchange.codec.Markets;
import btcfeed.exchange.codec.Meaning;
import btcfeed.exchange.codec.Repair;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.codec.VenueSettings;
import btcfeed.exchange.json.TimeFormat;
import btcfeed.exchange.json.Words;
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
  private static final Words<Optional<Side>> SIDES =
      new Words<>(
          Map.of(
              "buy", Optional.of(Side.BUY),
              "sell", Optional.of(Side.SELL),
              "block", Optional.of(Side.UNKNOWN)),
          Optional.empty());

  private static final Words<Key> HEAD =
      Key.named(
          Map.ofEntries(
              entry("type", Key.KIND),
              entry("result", Key.KIND),
              entry("reason", Key.DETAIL),
              entry("message", Key.DETAIL),
              entry("symbol", Key.MARKET),
              entry("event_id", Key.ID),
              entry("price", Key.PRICE),
              entry("quantity", Key.QUANTITY),
              entry("timestamp", Key.TIME),
              entry("side", Key.SIDE)));
  private static final Words<Key> INNER = Key.named(Map.of());
  private static final Words<Key> ROW = Key.named(Map.of());
  private static final Words<Meaning> KINDS =
      Dialect.kinds(
          Map.ofEntries(
              entry("trade", Meaning.TRADES),
              entry("l2_updates", Meaning.ANSWER),
              entry("heartbeat", Meaning.HEARTBEAT),
              entry("error", Meaning.REFUSED),
              entry("auction_indicative", Meaning.IGNORED),
              entry("auction_result", Meaning.IGNORED)));

  private GeminiCodec() {}

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public static VenueCodec of(VenueSettings settings) {
    Markets markets = Markets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    return new DialectCodec(
        markets,
        new Subscription(settings.urlOr(URL), requests(markets)),
        new Dialect(
            HEAD,
            INNER,
            ROW,
            KINDS,
            markets.spelled(GeminiCodec::spelled),
            Continuity.NAMING,
            SIDES,
            TimeFormat.MILLIS,
            requests(markets).size()),
        Repair.BY_TIME);
  }

  private static List<String> requests(Markets markets) {
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
