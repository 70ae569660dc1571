package btcfeed.exchange.gateio;

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
 * Gate.io v4, channel {@code spot.trades}. Of its two ids the one within a market, {@code
 * id_market}, counts up by one; it names the aggressor's side. A trade comes by itself or in an
 * array. It announces that it will close a connection by a message of type {@code upgrade}, by
 * itself or as a result of the channel {@code spot.system}.
 */
public final class GateioCodec {
  private static final Venue VENUE = new Venue("gateio");
  private static final String URL = "wss://api.gateio.ws/ws/v4/";
  private static final Set<String> USUAL_QUOTES = Set.of("USDT", "USDC", "BTC", "ETH");

  private static final Words<Key> HEAD =
      Key.named(
          Map.ofEntries(
              entry("event", Key.KIND),
              entry("channel", Key.KIND),
              entry("type", Key.KIND),
              entry("msg", Key.DETAIL),
              entry("result", Key.ROWS),
              entry("error", Key.INNER)));
  private static final Words<Key> INNER =
      Key.named(Map.ofEntries(entry("code", Key.DETAIL), entry("message", Key.DETAIL)));
  private static final Words<Key> ROW =
      Key.named(
          Map.ofEntries(
              entry("currency_pair", Key.ROW_MARKET),
              entry("id_market", Key.ID),
              entry("price", Key.PRICE),
              entry("amount", Key.QUANTITY),
              entry("create_time_ms", Key.TIME),
              entry("side", Key.SIDE),
              entry("type", Key.KIND),
              entry("msg", Key.DETAIL)));
  private static final Words<Meaning> KINDS =
      Dialect.kinds(
          Map.ofEntries(
              entry("update", Meaning.TRADES),
              entry("subscribe", Meaning.ANSWER),
              entry("upgrade", Meaning.CLOSING),
              entry("spot.system", Meaning.NOTICE),
              entry("spot.pong", Meaning.HEARTBEAT)));

  private GateioCodec() {}

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public static VenueCodec of(VenueSettings settings) {
    Markets markets = Markets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    return new DialectCodec(
        markets,
        new Subscription(settings.urlOr(URL), requests(markets), Optional.empty()),
        new Dialect(
            HEAD,
            INNER,
            ROW,
            KINDS,
            markets.spelled(GateioCodec::spelled),
            Continuity.COUNTING,
            Dialect.aggressor("buy", "sell"),
            TimeFormat.MILLIS,
            requests(markets).size()),
        Repair.BY_TIME);
  }

  private static List<String> requests(Markets markets) {
    return markets.requests(
        USUAL_QUOTES,
        part ->
            "{\"channel\":\"spot.trades\",\"event\":\"subscribe\",\"payload\":["
                + part.quoted(GateioCodec::spelled)
                + "]}");
  }

  private static String spelled(Symbol symbol) {
    return symbol.base() + "_" + symbol.quote();
  }
}
