package btcfeed.exchange.kucoin;

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

  private static final Words<Key> HEAD =
      Key.named(
          Map.ofEntries(
              entry("type", Key.KIND),
              entry("subject", Key.KIND),
              entry("code", Key.DETAIL),
              entry("data", Key.ROWS)));
  private static final Words<Key> INNER = Key.named(Map.of());
  private static final Words<Key> ROW =
      Key.named(
          Map.ofEntries(
              entry("symbol", Key.ROW_MARKET),
              entry("tradeId", Key.ID),
              entry("price", Key.PRICE),
              entry("size", Key.QUANTITY),
              entry("time", Key.TIME),
              entry("side", Key.SIDE)));
  private static final Words<Meaning> KINDS =
      Dialect.kinds(
          Map.ofEntries(
              entry("trade.l3match", Meaning.TRADES),
              entry("welcome", Meaning.WELCOME),
              entry("ack", Meaning.ANSWER),
              entry("error", Meaning.REFUSED),
              entry("pong", Meaning.HEARTBEAT)));

  private KucoinCodec() {}

  /** An {@code IllegalArgumentException} says why nothing could be subscribed with these. */
  public static VenueCodec of(VenueSettings settings) {
    Markets markets = Markets.wanted(VENUE, settings.symbols(), USUAL_QUOTES);
    List<String> requests =
        markets.requests(USUAL_QUOTES, MARKETS_A_REQUEST).stream()
            .map(KucoinCodec::request)
            .toList();
    Subscription subscription =
        new Subscription(
                settings.urlOr(URL), requests, Optional.of("{\"id\":\"1\",\"type\":\"ping\"}"))
            .opening(Subscription.Opening.WHEN_WELCOME);
    return new DialectCodec(
            markets,
            subscription,
            new Dialect(
                HEAD,
                INNER,
                ROW,
                KINDS,
                markets.spelled(Symbol::toString),
                Continuity.NAMING,
                Dialect.aggressor("buy", "sell"),
                TimeFormat.NANOS,
                requests.size()),
            Repair.window(100))
        .admittedBy(
            new KucoinToken(
                settings.restUrl().orElse(URI.create(REST)), subscription, settings.url()));
  }

  private static String request(Markets markets) {
    return markets.symbols().stream()
        .map(Symbol::toString)
        .collect(
            Collectors.joining(
                ",",
                "{\"id\":\"1\",\"type\":\"subscribe\",\"topic\":\"/market/match:",
                "\",\"privateChannel\":false,\"response\":true}"));
  }
}
