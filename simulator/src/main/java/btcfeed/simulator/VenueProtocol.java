package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Gatherers;

/**
 * How one venue communicates: over its WebSocket and in its history pages. Its constructor
 * describes the messages; methods are overridden where a description is not enough. Later
 * immutable, any thread; the state of one connection is in its {@link ClientSession}.
 */
public abstract class VenueProtocol {
  /** Most trades in one message. */
  protected static final int MAX_ROWS = 50;

  private final String path;
  private final SymbolSpelling spelling;
  private final TemplateFields fields;
  private final Map<MessageKind, TextTemplate<VenueMessage>> texts =
      new EnumMap<>(MessageKind.class);
  private SimulatorOptions options;
  private HeartbeatPolicy heartbeats = HeartbeatPolicy.CLIENT_PINGS;
  private boolean sharesIds;
  private Predicate<ClientRequest> isPing = _ -> false;
  private Function<ClientRequest, List<String>> channels = _ -> List.of();
  private String channel = "$market";
  private boolean together;
  private int unknownCode;
  private String unknownReason = "";
  private int rowsPerMessage = 1;
  private int pastTrades;
  private HistoryEndpoint history;

  /**
   * A venue with ids from 1 per market and times in milliseconds, whose clients ping every minute.
   *
   * @param path where clients connect
   * @param market the one it is best known for
   */
  protected VenueProtocol(String venue, String path, String market, SymbolSpelling spelling) {
    this.path = path;
    this.spelling = spelling;
    fields = new TemplateFields(spelling);
    Duration second = Duration.ofSeconds(1);
    List<Symbol> best = List.of(Symbol.parse(market));
    options =
        new SimulatorOptions(venue, best, 1, 1, second, second.multipliedBy(60), 100_000, false);
    history = history("/");
  }

  /** One counter, with holes, gives the ids of all markets; otherwise each market has its own. */
  protected final void sharedIds(long first) {
    sharesIds = true;
    options = options.withFirstId(first);
  }

  /** Trade times have microseconds. */
  protected final void microseconds() {
    options = options.withMicroseconds();
  }

  /** How often it does what its heartbeat policy demands, and how long a client may be silent. */
  protected final void heartbeats(HeartbeatPolicy policy, int everySeconds, int answerSeconds) {
    heartbeats = policy;
    options =
        options.withPings(Duration.ofSeconds(everySeconds), Duration.ofSeconds(answerSeconds));
  }

  /** The fields of texts that are compiled later. */
  protected final TemplateFields fields() {
    return fields;
  }

  /** The text of the first message. A venue does not send a message without a text. */
  protected final void greeting(String json) {
    text(MessageKind.GREETING, json);
  }

  /** The answer to a request for listed markets. */
  protected final void answer(String json) {
    text(MessageKind.ANSWER, json);
  }

  /** The past trades after the answer. */
  protected final void snapshot(String json) {
    text(MessageKind.SNAPSHOT, json);
  }

  protected final void refusal(String json) {
    text(MessageKind.REFUSAL, json);
  }

  /** The message for new trades. */
  protected final void update(String json) {
    text(MessageKind.TRADES, json);
  }

  /** A heartbeat or a ping. */
  protected final void heartbeat(String json) {
    text(MessageKind.HEARTBEAT, json);
  }

  /** Announces that the venue will close the connection. */
  protected final void closing(String json) {
    text(MessageKind.CLOSING, json);
  }

  private void text(MessageKind kind, String json) {
    texts.put(kind, new TextTemplate<>(json, fields::ofMessage));
  }

  /** The row of a trade in messages with several trades. */
  protected final void rows(String json) {
    rowsPerMessage = MAX_ROWS;
    fields.rows(row(json));
  }

  /** The text of one trade. */
  protected final TextTemplate<Trade> row(String json) {
    return new TextTemplate<>(json, fields::ofTrade);
  }

  /** How many past trades the answer to a request or the snapshot after it has. */
  protected final void pastTrades(int most) {
    pastTrades = most;
  }

  /** Which messages of clients only keep the connection alive. */
  protected final void pings(Predicate<ClientRequest> pings, String pong) {
    isPing = pings;
    text(MessageKind.PONG, pong);
  }

  /**
   * Which channels a request names.
   *
   * @param name of the channel of a market, which is {@code $market} in it
   */
  protected final void channels(String name, Function<ClientRequest, List<String>> ofRequest) {
    channel = name;
    channels = ofRequest;
  }

  /** All channels of a request have one answer, and one unknown market refuses them all. */
  protected final void together() {
    together = true;
  }

  /** How it refuses a market that it does not list; {@code $channel} is the channel. */
  protected final void unknown(int code, String reason) {
    unknownCode = code;
    unknownReason = reason;
  }

  /**
   * Where the history pages are; see {@link HistoryEndpoint}.
   *
   * @param pageSpellings where they spell markets in another way
   */
  protected final HistoryEndpoint history(String address, SymbolSpelling... pageSpellings) {
    List<SymbolSpelling> all =
        pageSpellings.length == 0 ? List.of(spelling) : List.of(pageSpellings);
    history = new HistoryEndpoint(address, this::row, all);
    return history;
  }

  /** The options of a simulator until they are changed. */
  public final SimulatorOptions options() {
    return options;
  }

  final String path() {
    return path;
  }

  final SymbolSpelling spelling() {
    return spelling;
  }

  final HeartbeatPolicy heartbeats() {
    return heartbeats;
  }

  final boolean sharesIds() {
    return sharesIds;
  }

  /** Whether clients can connect at this path. */
  protected boolean connects(String requested) {
    return requested.equals(path);
  }

  /** Answers a request for past trades. */
  protected HttpAnswer page(RequestHead request, SimulatedMarkets markets) {
    return history.answer(request, markets);
  }

  /** The body of a page that is refused with this HTTP status. */
  protected String refusal(int status) {
    return history.refusal(status);
  }

  /** The id of the trade with this number. */
  protected TradeId id(long number) {
    return TradeId.of(number);
  }

  protected boolean subscribed(ClientSession session) {
    return !session.subscriptions().isEmpty();
  }

  /** Sends a text, for venues that compress their messages. */
  protected void encode(String text, ClientSession session) {
    session.message(Frames.TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Sends the first message. */
  protected void greet(ClientSession session) {
    send(MessageKind.GREETING, VenueMessage.to(session));
  }

  /** The answer to a ping, empty if it needs none; nothing if the message is a request. */
  final Optional<String> pong(VenueMessage ping) {
    return isPing.test(ping.request())
        ? Optional.ofNullable(texts.get(MessageKind.PONG)).map(pong -> pong.of(ping))
        : Optional.empty();
  }

  /** Executes a request and answers it. */
  protected void request(ClientSession session, ClientRequest request) {
    for (List<String> group : groups(request)) {
      VenueMessage message = VenueMessage.answer(session, request, String.join(",", group));
      Optional<String> unknown =
          group.stream().filter(name -> listed(session, name).isEmpty()).findFirst();
      if (unknown.isPresent()) {
        String reason = unknownReason.replace("$channel", unknown.get());
        send(MessageKind.REFUSAL, message.refused(unknownCode, reason));
      } else {
        accept(message, group.stream().flatMap(it -> listed(session, it).stream()).toList());
      }
    }
  }

  /** Subscribes to listed markets and answers the request for them. */
  protected void accept(VenueMessage message, List<Symbol> symbols) {
    ClientSession session = message.session();
    List<Trade> past = new ArrayList<>();
    for (Symbol symbol : symbols) {
      session.subscriptions().add(symbol);
      past.addAll(session.markets().newest(symbol, pastTrades));
    }
    send(MessageKind.ANSWER, message.with(past));
    if (!past.isEmpty()) {
      send(MessageKind.SNAPSHOT, message.with(past));
    }
  }

  /** Refuses a request. */
  protected final void refuse(
      ClientSession session, ClientRequest request, int code, String reason) {
    for (List<String> group : groups(request)) {
      VenueMessage message = VenueMessage.answer(session, request, String.join(",", group));
      send(MessageKind.REFUSAL, message.refused(code, reason));
    }
  }

  /** Sends trades of subscribed markets, in the order in which they happened. */
  protected void trades(List<Trade> trades, ClientSession session) {
    VenueMessage message = VenueMessage.to(session);
    batches(trades).forEach(batch -> send(MessageKind.TRADES, message.with(batch)));
  }

  /** Sends a heartbeat or a ping message. */
  protected void heartbeat(ClientSession session) {
    send(MessageKind.HEARTBEAT, VenueMessage.to(session));
  }

  /** Announces that the venue will close the connection, if the protocol has such a message. */
  protected void announceClose(ClientSession session) {
    send(MessageKind.CLOSING, VenueMessage.to(session));
  }

  protected final void send(MessageKind kind, VenueMessage message) {
    Optional.ofNullable(texts.get(kind))
        .ifPresent(template -> message.session().text(template.of(message)));
  }

  /** The listed market that a channel is for. */
  protected final Optional<Symbol> listed(ClientSession session, String name) {
    SymbolSpelling ofChannel = symbol -> channel.replace("$market", spelling.of(symbol));
    return ofChannel.read(name, session.markets().symbols());
  }

  /** The trades of each message: one, or several of one market. */
  protected final List<List<Trade>> batches(List<Trade> trades) {
    if (rowsPerMessage == 1) {
      return trades.stream().map(List::of).toList();
    }
    Map<Symbol, List<Trade>> markets =
        trades.stream()
            .collect(
                Collectors.groupingBy(
                    trade -> trade.market().symbol(), LinkedHashMap::new, Collectors.toList()));
    return markets.values().stream()
        .flatMap(market -> market.stream().gather(Gatherers.windowFixed(rowsPerMessage)))
        .toList();
  }

  /** The channels of a request that have one answer. */
  private List<List<String>> groups(ClientRequest request) {
    List<String> all = channels.apply(request);
    return together ? List.of(all) : all.stream().map(List::of).toList();
  }
}
