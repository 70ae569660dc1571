package btcfeed.exchange.kraken;

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

/**
 * Kraken, WebSocket v2, channel {@code trade}. Trade ids count up by one per market; it names the
 * aggressor's side; prices are JSON numbers. It answers for every market by itself, and sends a
 * heartbeat every second in which it has nothing else to say.
 */
public final class KrakenCodec {
  private static final Venue VENUE = new Venue("kraken");
  private static final String URL = "wss://ws.kraken.com/v2";
  private static final Set<String> USUAL_QUOTES =
      Set.of("USD", "USDT", "USDC", "EUR", "GBP", "CAD", "AUD", "CHF", "JPY", "BTC", "ETH");

  private static final Words<Key> HEAD =
      Key.named(
          Map.ofEntries(
              entry("channel", Key.KIND),
              entry("type", Key.KIND),
              entry("method", Key.KIND),
              entry("data", Key.ROWS),
              entry("success", Key.SUCCESS),
              entry("result", Key.INNER),
              entry("symbol", Key.MARKET),
              entry("error", Key.DETAIL)));
  private static final Words<Key> INNER = Key.named(Map.ofEntries(entry("symbol", Key.MARKET)));
  private static final Words<Key> ROW =
      Key.named(
          Map.ofEntries(
              entry("symbol", Key.ROW_MARKET),
              entry("trade_id", Key.ID),
              entry("price", Key.PRICE),
              entry("qty", Key.QUANTITY),
              entry("timestamp", Key.TIME),
              entry("side", Key.SIDE),
              entry("system", Key.KIND)));
  private static final Words<Meaning> KINDS =
      Dialect.kinds(
          Map.ofEntries(
              entry("trade", Meaning.TRADES),
              entry("snapshot", Meaning.OLD_TRADES),
              entry("subscribe", Meaning.ANSWER),
              entry("heartbeat", Meaning.HEARTBEAT),
              entry("pong", Meaning.HEARTBEAT),
              entry("status", Meaning.IGNORED),
              entry("maintenance", Meaning.PAUSING),
              entry("cancel_only", Meaning.PAUSING),
              entry("post_only", Meaning.PAUSING),
              entry("limit_only", Meaning.PAUSING),
              entry("ticker", Meaning.IGNORED)));

  private KrakenCodec() {}

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public static VenueCodec of(VenueSettings settings) {
    Markets markets = Markets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    return new DialectCodec(
        markets,
        new Subscription(
            settings.urlOr(URL),
            List.of(
                "{\"method\":\"subscribe\",\"params\":{\"channel\":\"trade\",\"symbol\":["
                    + markets.quoted(KrakenCodec::spelled)
                    + "],\"snapshot\":false},\"req_id\":1}"),
            Optional.of("{\"method\":\"ping\"}")),
        new Dialect(
            HEAD,
            INNER,
            ROW,
            KINDS,
            markets.spelled(KrakenCodec::spelled),
            Continuity.COUNTING,
            Dialect.aggressor("buy", "sell"),
            TimeFormat.ISO,
            1),
        Repair.BY_TIME);
  }

  private static String spelled(Symbol symbol) {
    return symbol.base() + "/" + symbol.quote();
  }
}
