package btcfeed.exchange.bybit;

import static java.util.Map.entry;

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

  private static final Words<Key> HEAD =
      Key.named(
          Map.ofEntries(
              entry("op", Key.KIND),
              entry("success", Key.SUCCESS),
              entry("ret_msg", Key.DETAIL),
              entry("topic", Key.TOPIC),
              entry("data", Key.ROWS)));
  private static final Words<Key> INNER = Key.named(Map.of());
  private static final Words<Key> ROW =
      Key.named(
          Map.ofEntries(
              entry("s", Key.ROW_MARKET),
              entry("i", Key.ID),
              entry("p", Key.PRICE),
              entry("v", Key.QUANTITY),
              entry("T", Key.TIME),
              entry("S", Key.SIDE)));
  private static final Words<Meaning> KINDS =
      Dialect.kinds(
          Map.ofEntries(
              entry("subscribe", Meaning.ANSWER),
              entry("ping", Meaning.HEARTBEAT),
              entry("pong", Meaning.HEARTBEAT)));

  private BybitCodec() {}

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public static VenueCodec of(VenueSettings settings) {
    Markets markets = Markets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    return new DialectCodec(
        markets,
        new Subscription(settings.urlOr(URL), requests(markets), Optional.of("{\"op\":\"ping\"}"))
            .pingingEvery(Duration.ofSeconds(20)),
        new Dialect(
            HEAD,
            INNER,
            ROW,
            KINDS,
            markets.spelled(BybitCodec::spelled, BybitCodec::topic),
            Continuity.NAMING,
            Dialect.aggressor("Buy", "Sell"),
            TimeFormat.MILLIS,
            requests(markets).size()),
        Repair.window(60));
  }

  private static List<String> requests(Markets markets) {
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
