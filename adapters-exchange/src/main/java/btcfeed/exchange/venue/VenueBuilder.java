package btcfeed.exchange.venue;

import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.ConnectToken;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.JsonDecoder;
import btcfeed.exchange.codec.JsonFormat;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.codec.SubscribedMarkets;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.exchange.history.HistoryBuilder;
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
 * Builds a {@link VenueDescription}. Messages are written as JSON with single quotes. What a venue
 * does not need is not set.
 */
final class VenueBuilder {
  final Venue venue;
  List<URI> urls = List.of();
  int connectsPerMinute = 60;
  Duration connectionLife = Duration.ofHours(24);
  Set<String> listedQuotes = Set.of();
  int maxMarkets = Integer.MAX_VALUE;
  Function<Symbol, String> symbols = Symbol::toString;
  private String channels = "<symbol>";
  private String request = "";
  private String requestedMarket = "";
  private int marketsPerRequest = Integer.MAX_VALUE;
  private boolean unlistedApart;
  private Optional<String> firstMessage = Optional.empty();
  private Optional<String> lastMessage = Optional.empty();
  Optional<String> ping = Optional.empty();
  Optional<Duration> pingEvery = Optional.empty();
  Duration delay = Duration.ZERO;
  boolean afterWelcome;
  final Map<String, FieldRole> head = new HashMap<>();
  final Map<String, FieldRole> inner = new HashMap<>();
  final Map<String, FieldRole> row = new HashMap<>();
  final Map<String, MessageType> types = new HashMap<>();
  Continuity ids = Continuity.OPAQUE;
  final Map<String, Optional<Side>> sides = new HashMap<>();
  TimeFormat time = TimeFormat.MILLIS;
  String pingReply = "";
  String heartbeatText = "";
  boolean gzipped;
  Optional<BiFunction<VenueOptions, Subscription, ConnectToken>> token = Optional.empty();
  BiFunction<SubscribedMarkets, JsonFormat, FrameDecoder> decoders = JsonDecoder::new;
  Optional<Function<VenueOptions, VenueCodec>> ownCodec = Optional.empty();
  Optional<HistoryBuilder> history = Optional.empty();
  Optional<VenueDescription> sameTradesAs = Optional.empty();

  private VenueBuilder(String name) {
    venue = new Venue(name);
  }

  /** Begins the description of a venue. */
  static VenueBuilder venue(String name) {
    return new VenueBuilder(name);
  }

  /**
   * The address of the WebSocket, then others that are tried if it fails. Only addresses with the
   * same trades and the same ids may stand here.
   */
  VenueBuilder url(String own, String... others) {
    urls = Stream.concat(Stream.of(own), Stream.of(others)).map(URI::create).toList();
    return this;
  }

  /** Attempts to connect from one address; 60 if not set. */
  VenueBuilder connectsPerMinute(int attempts) {
    connectsPerMinute = attempts;
    return this;
  }

  /** After this time the venue closes a connection; 24 hours if not set. */
  VenueBuilder connectionLife(Duration atMost) {
    connectionLife = atMost;
    return this;
  }

  /** The currencies against which the venue is known to list BTC. */
  VenueBuilder listsBtcAgainst(String... quotes) {
    listedQuotes = Set.of(quotes);
    return this;
  }

  /** How many markets a connection may carry. */
  VenueBuilder maxMarkets(int most) {
    maxMarkets = most;
    return this;
  }

  /** The spelling of a market; {@code BTC-USD} if not set. */
  VenueBuilder symbol(Function<Symbol, String> spells) {
    symbols = spells;
    return this;
  }

  /** The name of a market's channel, {@code <symbol>} in the place of the market. */
  VenueBuilder channel(String template) {
    channels = template;
    return this;
  }

  /** One request per market; see {@link SubscriptionTemplate}. */
  VenueBuilder subscribeEach(String message) {
    return subscribe("<markets>", message, 1, /* apart= */ false);
  }

  /** One request for all markets. The venue answers for each of them. */
  VenueBuilder subscribeAll(String message, String market) {
    return subscribe(message, market, Integer.MAX_VALUE, /* apart= */ false);
  }

  /** Requests of so many markets. The venue answers for the whole request. */
  VenueBuilder subscribe(String message, String market, int mostMarkets) {
    return subscribe(message, market, mostMarkets, /* apart= */ true);
  }

  /** The same with any number of markets in a request. */
  VenueBuilder subscribe(String message, String market) {
    return subscribe(message, market, Integer.MAX_VALUE, /* apart= */ true);
  }

  private VenueBuilder subscribe(String message, String market, int most, boolean apart) {
    request = message;
    requestedMarket = market;
    marketsPerRequest = most;
    unlistedApart = apart;
    return this;
  }

  /** A message to send before the requests. */
  VenueBuilder sendFirst(String message) {
    firstMessage = Optional.of(message);
    return this;
  }

  /** A message to send after the requests, with the markets of the first one. */
  VenueBuilder sendLast(String message) {
    lastMessage = Optional.of(message);
    return this;
  }

  /** The message that asks for a sign of life; a ping frame if not set. */
  VenueBuilder ping(String message) {
    ping = Optional.of(message.replace('\'', '"'));
    return this;
  }

  /** The same, sent so often in any case. */
  VenueBuilder ping(String message, Duration often) {
    pingEvery = Optional.of(often);
    return ping(message);
  }

  /** The venue's ping is answered with this, {@code ?} in the place of its number. */
  VenueBuilder pingReply(String message) {
    pingReply = message.replace('\'', '"');
    return this;
  }

  /** A message that is no JSON and only proves that the venue is alive. */
  VenueBuilder heartbeatText(String text) {
    heartbeatText = text;
    return this;
  }

  /** How long after the handshake the venue takes requests. */
  VenueBuilder delay(Duration afterHandshake) {
    delay = afterHandshake;
    return this;
  }

  /** The venue takes requests only after a {@link MessageType#WELCOME}. */
  VenueBuilder afterWelcome() {
    afterWelcome = true;
    return this;
  }

  /** Each message is compressed with gzip. */
  VenueBuilder gzipped() {
    gzipped = true;
    return this;
  }

  /** Each connection needs a token. */
  VenueBuilder token(BiFunction<VenueOptions, Subscription, ConnectToken> tokens) {
    token = Optional.of(tokens);
    return this;
  }

  /** What the trade ids tell; opaque if not set. */
  VenueBuilder ids(Continuity continuity) {
    ids = continuity;
    return this;
  }

  /** The unit of a trade's time; milliseconds if not set. */
  VenueBuilder time(TimeFormat unit) {
    time = unit;
    return this;
  }

  /** The venue's words for the side of the aggressor. */
  VenueBuilder aggressor(String buy, String sell) {
    return side(Side.BUY, buy).side(Side.SELL, sell);
  }

  /** The venue's words for the side of the maker: the aggressor's side is the other. */
  VenueBuilder maker(String buy, String sell) {
    return aggressor(/* buy= */ sell, /* sell= */ buy);
  }

  /** Words for a side: in small letters, in capitals, and with one capital. */
  VenueBuilder side(Side side, String... words) {
    for (String word : words) {
      String small = word.toLowerCase(Locale.ROOT);
      String capitals = word.toUpperCase(Locale.ROOT);
      Stream.of(small, capitals, capitals.charAt(0) + small.substring(1))
          .forEach(it -> sides.put(it, Optional.of(side)));
    }
    return this;
  }

  /** Members of a message. */
  VenueBuilder head(FieldRole role, String... names) {
    List.of(names).forEach(name -> head.put(name, role));
    return this;
  }

  /** Members of an inner object. */
  VenueBuilder inner(FieldRole role, String... names) {
    List.of(names).forEach(name -> inner.put(name, role));
    return this;
  }

  /** Members of a trade. */
  VenueBuilder row(FieldRole role, String... names) {
    List.of(names).forEach(name -> row.put(name, role));
    return this;
  }

  /** Words at {@link FieldRole#TYPE}. */
  VenueBuilder type(MessageType type, String... words) {
    List.of(words).forEach(word -> types.put(word, type));
    return this;
  }

  /** A decoder of its own, where messages are no JSON objects. */
  VenueBuilder decoder(BiFunction<SubscribedMarkets, JsonFormat, FrameDecoder> makes) {
    decoders = makes;
    return this;
  }

  /** A codec of its own, where the address decides about the subscription. */
  VenueBuilder codec(Function<VenueOptions, VenueCodec> makes) {
    ownCodec = Optional.of(makes);
    return this;
  }

  /** How past trades are fetched. */
  VenueBuilder history(HistoryBuilder pages) {
    history = Optional.of(pages);
    return this;
  }

  /** The trades are those of another venue, with the same ids, and are fetched there. */
  VenueBuilder sameTradesAs(VenueDescription other) {
    sameTradesAs = Optional.of(other);
    return this;
  }

  VenueDescription build() {
    return new VenueDescription(this);
  }

  SubscriptionTemplate template() {
    return new SubscriptionTemplate(
        symbols,
        channels,
        request,
        requestedMarket,
        marketsPerRequest,
        unlistedApart ? Optional.of(listedQuotes) : Optional.empty(),
        firstMessage,
        lastMessage);
  }
}
