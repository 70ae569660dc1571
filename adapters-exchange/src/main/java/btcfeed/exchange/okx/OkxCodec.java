package btcfeed.exchange.okx;

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

  private static final Words<Key> HEAD =
      Key.named(
          Map.ofEntries(
              entry("event", Key.KIND),
              entry("arg", Key.INNER),
              entry("data", Key.ROWS),
              entry("code", Key.DETAIL),
              entry("msg", Key.DETAIL)));
  private static final Words<Key> INNER =
      Key.named(Map.ofEntries(entry("channel", Key.KIND), entry("instId", Key.MARKET)));
  private static final Words<Key> ROW =
      Key.named(
          Map.ofEntries(
              entry("instId", Key.ROW_MARKET),
              entry("tradeId", Key.ID),
              entry("px", Key.PRICE),
              entry("sz", Key.QUANTITY),
              entry("ts", Key.TIME),
              entry("side", Key.SIDE),
              entry("count", Key.FOLDED)));
  private static final Words<Meaning> KINDS =
      Dialect.kinds(
          Map.ofEntries(
              entry("trades-all", Meaning.TRADES),
              entry("trades", Meaning.TRADES),
              entry("subscribe", Meaning.ANSWER),
              entry("error", Meaning.REFUSED),
              entry("notice", Meaning.CLOSING),
              entry("channel-conn-count", Meaning.IGNORED),
              entry("channel-conn-count-error", Meaning.REFUSED)));

  private OkxCodec() {}

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public static VenueCodec of(VenueSettings settings) {
    Markets markets = Markets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    return new DialectCodec(
        markets,
        new Subscription(settings.urlOr(URL), requests(markets), Optional.of("ping")),
        new Dialect(
            HEAD,
            INNER,
            ROW,
            KINDS,
            markets.spelled(Symbol::toString),
            Continuity.COUNTING,
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
                .map(OkxCodec::argument)
                .collect(Collectors.joining(",", "{\"op\":\"subscribe\",\"args\":[", "]}")));
  }

  private static String argument(Symbol symbol) {
    return "{\"channel\":\"trades-all\",\"instId\":\"" + symbol + "\"}";
  }
}
