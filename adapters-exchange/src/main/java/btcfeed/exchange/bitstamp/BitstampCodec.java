package btcfeed.exchange.bitstamp;

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

  private static final ByteDictionary<FieldRole> HEAD =
      FieldRole.named(
          Map.ofEntries(
              entry("event", FieldRole.KIND),
              entry("channel", FieldRole.MARKET),
              entry("data", FieldRole.ROWS)));
  private static final ByteDictionary<FieldRole> INNER = FieldRole.named(Map.of());
  private static final ByteDictionary<FieldRole> ROW =
      FieldRole.named(
          Map.ofEntries(
              entry("id", FieldRole.ID),
              entry("price_str", FieldRole.PRICE),
              entry("amount_str", FieldRole.QUANTITY),
              entry("microtimestamp", FieldRole.TIME),
              entry("type", FieldRole.SIDE),
              entry("code", FieldRole.DETAIL),
              entry("message", FieldRole.DETAIL)));
  private static final ByteDictionary<MessageType> KINDS =
      JsonVenue.kinds(
          Map.ofEntries(
              entry("trade", MessageType.TRADES),
              entry("bts:subscription_succeeded", MessageType.ANSWER),
              entry("bts:error", MessageType.REFUSED),
              entry("bts:request_reconnect", MessageType.CLOSING),
              entry("bts:heartbeat", MessageType.HEARTBEAT)));

  private BitstampCodec() {}

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public static VenueCodec of(VenueOptions settings) {
    SubscribedMarkets markets = SubscribedMarkets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    return new JsonVenueCodec(
        markets,
        new Subscription(
            settings.urlOr(URL),
            markets.symbols().stream().map(BitstampCodec::request).toList(),
            Optional.of("{\"event\":\"bts:heartbeat\"}")),
        new JsonVenue(
            HEAD,
            INNER,
            ROW,
            KINDS,
            markets.spelled(BitstampCodec::channel),
            Continuity.OPAQUE,
            JsonVenue.aggressor("0", "1"),
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
