package btcfeed.exchange.bitget;

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

  private static final Words<Key> HEAD =
      Key.named(
          Map.ofEntries(
              entry("event", Key.KIND),
              entry("action", Key.KIND),
              entry("arg", Key.INNER),
              entry("data", Key.ROWS),
              entry("code", Key.DETAIL),
              entry("msg", Key.DETAIL)));
  private static final Words<Key> INNER = Key.named(Map.ofEntries(entry("instId", Key.MARKET)));
  private static final Words<Key> ROW =
      Key.named(
          Map.ofEntries(
              entry("tradeId", Key.ID),
              entry("price", Key.PRICE),
              entry("size", Key.QUANTITY),
              entry("ts", Key.TIME),
              entry("side", Key.SIDE)));
  private static final Words<Meaning> KINDS =
      Dialect.kinds(
          Map.ofEntries(
              entry("update", Meaning.TRADES),
              entry("snapshot", Meaning.OLD_TRADES),
              entry("subscribe", Meaning.ANSWER),
              entry("error", Meaning.REFUSED)));

  private BitgetCodec() {}

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public static VenueCodec of(VenueSettings settings) {
    Markets markets = Markets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    return new DialectCodec(
        markets,
        new Subscription(settings.urlOr(URL), requests(markets), Optional.of("ping"))
            .pingingEvery(Duration.ofSeconds(30)),
        new Dialect(
            HEAD,
            INNER,
            ROW,
            KINDS,
            markets.spelled(BitgetCodec::spelled),
            Continuity.NAMING,
            Dialect.aggressor("buy", "sell"),
            TimeFormat.MILLIS,
            requests(markets).size()),
        Repair.BY_ID);
  }

  private static List<String> requests(Markets markets) {
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
