package btcfeed.exchange.kucoin;

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
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * KuCoin spot, topics {@code /market/match}. Trade ids name and do not count; it names the
 * aggressor's side; times are in nanoseconds. Nobody gets in without a {@link KucoinToken}, a new
 * one for every connection, and it listens only after it has said welcome.
 */
public final class KucoinCodec {
  private static final Venue VENUE = new Venue("kucoin");
  private static final String URL = "wss://ws-api-spot.kucoin.com/";
  private static final String REST = "https://api.kucoin.com";
  private static final Set<String> USUAL_QUOTES = Set.of("USDT", "USDC", "EUR", "BTC", "ETH");
  private static final int MARKETS_A_REQUEST = 100;

  private static final ByteDictionary<FieldRole> HEAD =
      FieldRole.named(
          Map.ofEntries(
              entry("type", FieldRole.KIND),
              entry("subject", FieldRole.KIND),
              entry("code", FieldRole.DETAIL),
              entry("data", FieldRole.ROWS)));
  private static final ByteDictionary<FieldRole> INNER = FieldRole.named(Map.of());
  private static final ByteDictionary<FieldRole> ROW =
      FieldRole.named(
          Map.ofEntries(
              entry("symbol", FieldRole.ROW_MARKET),
              entry("tradeId", FieldRole.ID),
              entry("price", FieldRole.PRICE),
              entry("size", FieldRole.QUANTITY),
              entry("time", FieldRole.TIME),
              entry("side", FieldRole.SIDE)));
  private static final ByteDictionary<MessageType> KINDS =
      JsonVenue.kinds(
          Map.ofEntries(
              entry("trade.l3match", MessageType.TRADES),
              entry("welcome", MessageType.WELCOME),
              entry("ack", MessageType.ANSWER),
              entry("error", MessageType.REFUSED),
              entry("pong", MessageType.HEARTBEAT)));

  private KucoinCodec() {}

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public static VenueCodec of(VenueOptions settings) {
    SubscribedMarkets markets = SubscribedMarkets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    List<String> requests =
        markets.requests(USUAL_QUOTES, MARKETS_A_REQUEST).stream()
            .map(KucoinCodec::request)
            .toList();
    Subscription subscription =
        new Subscription(
                settings.urlOr(URL), requests, Optional.of("{\"id\":\"1\",\"type\":\"ping\"}"))
            .opening(Subscription.Opening.WHEN_WELCOME);
    return new JsonVenueCodec(
            markets,
            subscription,
            new JsonVenue(
                HEAD,
                INNER,
                ROW,
                KINDS,
                markets.spelled(Symbol::toString),
                Continuity.OPAQUE,
                JsonVenue.aggressor("buy", "sell"),
                TimeFormat.NANOS,
                requests.size()),
            Repair.window(100))
        .admittedBy(
            new KucoinToken(
                settings.restUrl().orElse(URI.create(REST)), subscription, settings.url()));
  }

  private static String request(SubscribedMarkets markets) {
    return markets.symbols().stream()
        .map(Symbol::toString)
        .collect(
            Collectors.joining(
                ",",
                "{\"id\":\"1\",\"type\":\"subscribe\",\"topic\":\"/market/match:",
                "\",\"privateChannel\":false,\"response\":true}"));
  }
}
