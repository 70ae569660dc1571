package btcfeed.exchange.venue;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.ConnectToken;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.GzipDecoder;
import btcfeed.exchange.codec.JsonDecoder;
import btcfeed.exchange.codec.JsonFormat;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.codec.SubscribedMarkets;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.codec.TradeFormat;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.exchange.history.HistoryDescription;
import btcfeed.exchange.json.ByteDictionary;
import btcfeed.exchange.json.TimeFormat;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Everything the feed knows about one venue. One subclass describes one venue: its constructor sets
 * what the venue needs, and the rest keeps its default. A {@link VenuePlugin} offers descriptions
 * to the service. Messages are written as JSON with single quotes.
 *
 * <p>Only the constructor changes fields and calls methods that set something. Unchanged
 * afterwards; then any thread.
 */
public abstract class VenueDescription {
  private final Venue venue;
  private final Map<String, MessageType> types = new HashMap<>();
  private final Map<String, Optional<Side>> sides = new HashMap<>();
  private List<URI> urls = List.of();
  private Optional<String> ping = Optional.empty();
  private Optional<Duration> pingEvery = Optional.empty();
  private Optional<HistoryDescription> history = Optional.empty();

  // What the subscribe methods set.
  Set<String> listedQuotes = Set.of();
  String request = "";
  String requestedMarket = "";
  int marketsPerRequest = Integer.MAX_VALUE;
  boolean unlistedApart;

  /** Members of a message. */
  protected final Map<String, FieldRole> head = new HashMap<>();

  /** Members of an inner object. */
  protected final Map<String, FieldRole> inner = new HashMap<>();

  /** Members of a trade in {@link FieldRole#ROWS}. */
  protected final Map<String, FieldRole> row = new HashMap<>();

  /** Attempts to connect from one address. */
  protected int connectsPerMinute = 60;

  /** After this time the venue closes a connection. */
  protected Duration connectionLife = Duration.ofHours(24);

  /** How many markets a connection may carry. */
  protected int maxMarkets = Integer.MAX_VALUE;

  /** The spelling of a market. */
  protected Function<Symbol, String> symbol = Symbol::toString;

  /** The name of a market's channel, {@code <symbol>} in the place of the market. */
  protected String channel = "<symbol>";

  /** The markets that an address names, where the venue has such addresses. */
  protected Function<VenueOptions, Optional<List<Symbol>>> namedMarkets = _ -> Optional.empty();

  /** The address to connect to, where the operator's address may lack a part. */
  protected Function<URI, URI> completed = Function.identity();

  /** A message to send before the requests. */
  protected Optional<String> sendFirst = Optional.empty();

  /** A message to send after the requests, with the markets of the first one. */
  protected Optional<String> sendLast = Optional.empty();

  /** The venue's ping is answered with this, {@code ?} in the place of its number. */
  protected String pingReply = "";

  /** A message that is no JSON and only proves that the venue is alive. */
  protected String heartbeatText = "";

  /** How long after the handshake the venue takes requests. */
  protected Duration delay = Duration.ZERO;

  /** The venue takes requests only after a {@link MessageType#WELCOME}. */
  protected boolean afterWelcome;

  /** Each message is compressed with gzip. */
  protected boolean gzipped;

  /** After a notice the venue closes the connection within this time. */
  protected Duration closesWithin = Duration.ofSeconds(10);

  /** Makes the token of a connection, where each needs one. */
  protected Optional<BiFunction<VenueOptions, Subscription, ConnectToken>> token = Optional.empty();

  /** What the trade ids tell. */
  protected Continuity ids = Continuity.OPAQUE;

  /** The unit of a trade's time. */
  protected TimeFormat time = TimeFormat.MILLIS;

  /** Each value of a trade has one JSON type; see {@link TradeFormat#strict}. */
  protected boolean strict;

  /** Makes the decoder of a connection; another one where messages are no JSON objects. */
  protected BiFunction<SubscribedMarkets, JsonFormat, FrameDecoder> decoder = JsonDecoder::new;

  /** Another venue with the same trades and ids, where they are fetched. */
  protected Optional<VenueDescription> sameTradesAs = Optional.empty();

  protected VenueDescription(String name) {
    venue = new Venue(name);
  }

  /**
   * The address of the WebSocket, then others that are tried if it fails. Only addresses with the
   * same trades and the same ids may stand here.
   */
  protected final void url(String... addresses) {
    urls = Stream.of(addresses).map(URI::create).toList();
  }

  /** The currencies against which the venue is known to list BTC. */
  protected final void listsBtcAgainst(String... quotes) {
    listedQuotes = Set.of(quotes);
  }

  /** One request per market; see {@link SubscriptionTemplate}. */
  protected final void subscribeEach(String message) {
    subscribeAll("<markets>", message, 1);
  }

  /** Requests of so many markets. The venue answers for each market. */
  protected final void subscribeAll(String message, String market, int mostMarkets) {
    request = message;
    requestedMarket = market;
    marketsPerRequest = mostMarkets;
  }

  /** Requests of so many markets. The venue answers for the whole request. */
  protected final void subscribe(String message, String market, int mostMarkets) {
    subscribeAll(message, market, mostMarkets);
    unlistedApart = true;
  }

  /** The same with any number of markets in a request. */
  protected final void subscribe(String message, String market) {
    subscribe(message, market, Integer.MAX_VALUE);
  }

  /** The message that asks for a sign of life; a ping frame if not set. */
  protected final void ping(String message) {
    ping = Optional.of(json(message));
  }

  /** The same, sent so often in any case. */
  protected final void ping(String message, Duration often) {
    ping(message);
    pingEvery = Optional.of(often);
  }

  /** The venue's words for the side of the aggressor; for a maker's side in reverse order. */
  protected final void aggressor(String buy, String sell) {
    side(Side.BUY, buy);
    side(Side.SELL, sell);
  }

  /** Words for a side: in small letters, in capitals, and with one capital. */
  protected final void side(Side side, String... words) {
    for (String word : words) {
      String small = word.toLowerCase(Locale.ROOT);
      String capitals = word.toUpperCase(Locale.ROOT);
      Stream.of(small, capitals, capitals.charAt(0) + small.substring(1))
          .forEach(it -> sides.put(it, Optional.of(side)));
    }
  }

  /** Members with a meaning for the feed. */
  protected static void names(Map<String, FieldRole> members, FieldRole role, String... names) {
    List.of(names).forEach(name -> members.put(name, role));
  }

  /** The members of a trade among these members; no name for a market that it lacks. */
  protected static void trade(
      Map<String, FieldRole> members,
      String market,
      String id,
      String price,
      String quantity,
      String time,
      String side) {
    members.put(market, FieldRole.ROW_MARKET);
    members.put(id, FieldRole.ID);
    members.put(price, FieldRole.PRICE);
    members.put(quantity, FieldRole.QUANTITY);
    members.put(time, FieldRole.TIME);
    members.put(side, FieldRole.SIDE);
    members.remove("");
  }

  /** Words at {@link FieldRole#TYPE}. */
  protected final void type(MessageType type, String... words) {
    List.of(words).forEach(word -> types.put(word, type));
  }

  /**
   * How past trades are fetched: from the first of these addresses, or from others with the same
   * trades. The last call of a constructor, because the history begins with the names, sides and
   * times of the live feed.
   */
  protected final HistoryDescription history(String... addresses) {
    HistoryDescription pages =
        new HistoryDescription(
            List.of(addresses), symbol, row.isEmpty() ? head : row, sides(), time);
    history = Optional.of(pages);
    return pages;
  }

  /** The name, as it stands in keys, metrics and settings. */
  public final Venue venue() {
    return venue;
  }

  /**
   * The venue whose trades these are: another one if two interfaces of one exchange publish the
   * same trades.
   */
  public final Venue exchange() {
    return sameTradesAs.map(VenueDescription::exchange).orElse(venue);
  }

  /** How often all lines together may try to connect. */
  public final int connectsPerMinute() {
    return connectsPerMinute;
  }

  /** After this time the venue may close a connection; lines replace it before. */
  public final Duration connectionLife() {
    return connectionLife;
  }

  /** What the trade ids tell. */
  public final Continuity continuity() {
    return ids;
  }

  /** Other addresses with the same trades; none if the operator chose the address. */
  public final List<URI> alternatives(VenueOptions options) {
    return options.url().isPresent() ? List.of() : urls.subList(1, urls.size());
  }

  /** How past trades are fetched; empty if the venue has none with the ids of its live feed. */
  public final Optional<HistoryDescription> history() {
    return sameTradesAs.isPresent() ? sameTradesAs.get().history() : history;
  }

  /** The same for tables: {@code by id}, {@code by time}, {@code last 60}, {@code none}. */
  public final String backfill() {
    return history().map(it -> it.paging().text()).orElse("none");
  }

  /**
   * The codec of a line with these options. An {@code IllegalArgumentException} says why there can
   * be none.
   */
  public final VenueCodec codec(VenueOptions options) {
    URI uri = options.url().orElse(urls.getFirst());
    Subscription.requireWebSocket(uri);
    Optional<List<Symbol>> named = namedMarkets.apply(options);
    SubscribedMarkets markets =
        named
            .map(it -> new SubscribedMarkets(venue, it))
            .orElseGet(() -> SubscribedMarkets.wanted(venue, options.symbols(), listedQuotes))
            .atMost(maxMarkets);
    SubscriptionTemplate template = new SubscriptionTemplate(this);
    List<String> messages = named.isPresent() ? List.of() : template.messages(markets.symbols());
    Subscription subscription =
        new Subscription(
            named.isPresent() ? uri : completed.apply(uri),
            messages,
            ping,
            pingEvery,
            delay,
            afterWelcome);
    JsonFormat format =
        format(
            markets.spelled(symbol, template::channel),
            Math.max(0, messages.size() - template.unanswered()));
    return new VenueCodec(
        venue,
        markets.symbols(),
        ids,
        subscription,
        token.map(it -> it.apply(options, subscription)),
        () -> {
          FrameDecoder plain = decoder.apply(markets, format);
          return gzipped ? new GzipDecoder(plain, options.maxMessageBytes()) : plain;
        });
  }

  private JsonFormat format(ByteDictionary<Optional<Market>> markets, int requests) {
    Map<String, MessageType> words = new HashMap<>(types);
    for (int number = 1; number <= requests && request.contains("<number>"); number++) {
      words.put(Integer.toString(number), MessageType.ANSWER);
    }
    return new JsonFormat(
        FieldRole.named(head),
        FieldRole.named(inner),
        FieldRole.named(row),
        new ByteDictionary<>(words, MessageType.UNKNOWN),
        new TradeFormat(markets, ids, sides(), time, strict),
        requests,
        json(pingReply),
        heartbeatText,
        closesWithin);
  }

  private ByteDictionary<Optional<Side>> sides() {
    return new ByteDictionary<>(sides, Optional.empty());
  }

  static String json(String singleQuoted) {
    return singleQuoted.replace('\'', '"');
  }
}
