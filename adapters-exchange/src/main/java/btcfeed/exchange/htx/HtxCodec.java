package btcfeed.exchange.htx;

import static java.util.Map.entry;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.Dialect;
import btcfeed.exchange.codec.DialectCodec;
import btcfeed.exchange.codec.GzipDecoder;
import btcfeed.exchange.codec.Key;
import btcfeed.exchange.codec.Markets;
import btcfeed.exchange.codec.Meaning;
import btcfeed.exchange.codec.Repair;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.codec.VenueSettings;
import btcfeed.exchange.json.TimeFormat;
import btcfeed.exchange.json.Words;
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

  private static final Words<Key> HEAD =
      Key.named(
          Map.ofEntries(
              entry("status", Key.KIND),
              entry("subbed", Key.MARKET),
              entry("err-code", Key.DETAIL),
              entry("err-msg", Key.DETAIL),
              entry("ping", Key.PING),
              entry("ch", Key.TOPIC),
              entry("tick", Key.INNER)));
  private static final Words<Key> INNER = Key.named(Map.of("data", Key.ROWS));
  private static final Words<Key> ROW =
      Key.named(
          Map.ofEntries(
              entry("tradeId", Key.ID),
              entry("price", Key.PRICE),
              entry("amount", Key.QUANTITY),
              entry("ts", Key.TIME),
              entry("direction", Key.SIDE)));
  private static final Words<Meaning> KINDS =
      Dialect.kinds(Map.ofEntries(entry("ok", Meaning.ANSWER), entry("error", Meaning.REFUSED)));

  private HtxCodec() {}

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public static VenueCodec of(VenueSettings settings) {
    Markets markets = Markets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    return new DialectCodec(
            markets,
            new Subscription(
                settings.urlOr(URL), markets.symbols().stream().map(HtxCodec::request).toList()),
            new Dialect(
                HEAD,
                INNER,
                ROW,
                KINDS,
                markets.spelled(HtxCodec::channel),
                Continuity.COUNTING,
                Dialect.aggressor("buy", "sell"),
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
