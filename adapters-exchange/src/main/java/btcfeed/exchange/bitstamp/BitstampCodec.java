package btcfeed.exchange.bitstamp;

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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Bitstamp, channels {@code live_trades}. One counter numbers the trades of all its markets, so the
 * ids of one name and do not count. It names the aggressor's side, as a digit. What was traded is
 * there twice, as a number and as text; the text is the exact one. It asks to be connected to anew
 * before it closes a connection.
 */
public final class BitstampCodec {
  private static final Venue VENUE = new Venue("bitstamp");
  private static final String URL = "wss://ws.bitstamp.net";
  private static final Set<String> USUAL_QUOTES =
      Set.of("USD", "EUR", "GBP", "USDT", "USDC", "BTC");

  private static final Words<Key> HEAD =
      Key.named(
          Map.ofEntries(
              entry("event", Key.KIND), entry("channel", Key.MARKET), entry("data", Key.ROWS)));
  private static final Words<Key> INNER = Key.named(Map.of());
  private static final Words<Key> ROW =
      Key.named(
          Map.ofEntries(
              entry("id", Key.ID),
              entry("price_str", Key.PRICE),
              entry("amount_str", Key.QUANTITY),
              entry("microtimestamp", Key.TIME),
              entry("type", Key.SIDE),
              entry("code", Key.DETAIL),
              entry("message", Key.DETAIL)));
  private static final Words<Meaning> KINDS =
      Dialect.kinds(
          Map.ofEntries(
              entry("trade", Meaning.TRADES),
              entry("bts:subscription_succeeded", Meaning.ANSWER),
              entry("bts:error", Meaning.REFUSED),
              entry("bts:request_reconnect", Meaning.CLOSING),
              entry("bts:heartbeat", Meaning.HEARTBEAT)));

  private BitstampCodec() {}

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public static VenueCodec of(VenueSettings settings) {
    Markets markets = Markets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    return new DialectCodec(
        markets,
        new Subscription(
            settings.urlOr(URL),
            markets.symbols().stream().map(BitstampCodec::request).toList(),
            Optional.of("{\"event\":\"bts:heartbeat\"}")),
        new Dialect(
            HEAD,
            INNER,
            ROW,
            KINDS,
            markets.spelled(BitstampCodec::channel),
            Continuity.NAMING,
            Dialect.aggressor("0", "1"),
            TimeFormat.MICROS,
            markets.symbols().size()),
        Repair.BY_TIME);
  }

  private static String request(Symbol symbol) {
    return "{\"event\":\"bts:subscribe\",\"data\":{\"channel\":\"" + channel(symbol) + "\"}}";
  }

  private static String channel(Symbol symbol) {
    return "live_trades_" + (symbol.base() + symbol.quote()).toLowerCase(Locale.ROOT);
  }
}
