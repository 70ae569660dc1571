package btcfeed.exchange.bitfinex;

import static java.util.Map.entry;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.exchange.codec.CloseNotice;
import btcfeed.exchange.codec.DecodeSink;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.JsonFormat;
import btcfeed.exchange.codec.PartialDecodeSink;
import btcfeed.exchange.codec.Sequence;
import btcfeed.exchange.codec.SubscribedMarkets;
import btcfeed.exchange.codec.SubscriptionTracker;
import btcfeed.exchange.codec.TradeFormat;
import btcfeed.exchange.codec.TradeRow;
import btcfeed.exchange.input.InputLimits;
import btcfeed.exchange.json.ByteDictionary;
import btcfeed.exchange.json.CursorToken;
import btcfeed.exchange.json.JsonCursor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decodes Bitfinex' messages. Events are objects. Messages of a channel are arrays that begin with
 * the channel's number; the answer to the subscription connects the number with a market.
 *
 * <ul>
 *   <li>{@code [7,[[..],..]]} is a snapshot of old trades.
 *   <li>{@code [7,"te",[ID,MS,AMOUNT,PRICE]]} is a trade. If the amount is below zero, the
 *       aggressor sold.
 *   <li>{@code [7,"tu",..]} is the same trade again, a little later.
 *   <li>{@code [7,"hb"]} is a heartbeat.
 * </ul>
 *
 * <p>Arrays may get more elements at their ends. Once Bitfinex has granted {@code conf} 65536, the
 * first number behind these elements counts the arrays.
 */
public final class BitfinexDecoder implements FrameDecoder {
  /** The flag that asks for a number in each array. */
  public static final long SEQUENCES = 65_536;

  private static final int MAX_NUMBER_BYTES = 20;
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final List<FieldRole> ROW =
      List.of(FieldRole.ID, FieldRole.TIME, FieldRole.SIGNED_QUANTITY, FieldRole.PRICE);
  private static final int NO_CHANNEL = -1;

  private enum Field {
    EVENT,
    CODE,
    MESSAGE,
    CHANNEL,
    SYMBOL,
    FLAGS,
    OTHER
  }

  private enum Word {
    TRADE,
    REPEATED,
    HEARTBEAT,
    SUBSCRIBED,
    ERROR,
    INFO,
    CONFIGURED,
    NOTHING,
    UNKNOWN
  }

  private static final ByteDictionary<Field> FIELDS =
      new ByteDictionary<>(
          Map.ofEntries(
              entry("event", Field.EVENT),
              entry("code", Field.CODE),
              entry("msg", Field.MESSAGE),
              entry("chanId", Field.CHANNEL),
              entry("symbol", Field.SYMBOL),
              entry("flags", Field.FLAGS)),
          Field.OTHER);
  private static final ByteDictionary<Word> EVENTS =
      new ByteDictionary<>(
          Map.ofEntries(
              entry("subscribed", Word.SUBSCRIBED),
              entry("error", Word.ERROR),
              entry("info", Word.INFO),
              entry("pong", Word.HEARTBEAT),
              entry("conf", Word.CONFIGURED),
              entry("unsubscribed", Word.NOTHING)),
          Word.UNKNOWN);
  private static final ByteDictionary<Word> CHANNEL_WORDS =
      new ByteDictionary<>(
          Map.of("te", Word.TRADE, "tu", Word.REPEATED, "hb", Word.HEARTBEAT), Word.UNKNOWN);
  // Restart, begin of maintenance, end of maintenance: each needs a new connection.
  private static final List<String> RECONNECT = List.of("20051", "20060", "20061");

  private final SubscriptionTracker answers;
  private final TradeFormat format;
  private final List<Channel> channels = new ArrayList<>();
  private final JsonCursor json = new JsonCursor();
  private final TradeRow row = new TradeRow();
  private final Sequence messages = new Sequence();

  private byte[] bytes = new byte[0];
  private int length;
  private Word word = Word.UNKNOWN;
  private long channel;
  private String code = "";
  private String detail = "";
  private Optional<Market> market = Optional.empty();
  private boolean wrong;
  private boolean wholeRow;
  private boolean numbered;
  private long flags;
  private long sequence = Sequence.NONE;

  private record Channel(long number, Optional<Market> market) {}

  /** A decoder for one connection that subscribed to these markets. */
  public BitfinexDecoder(SubscribedMarkets markets, JsonFormat format) {
    this.format = format.trade();
    answers = new SubscriptionTracker(markets.all(), format.requests());
  }

  @Override
  public void decode(byte[] bytes, int length, DecodeSink sink) {
    read(bytes, length);
    if (json.next() != CursorToken.END) {
      bad(sink, BadInput.MALFORMED);
    } else if (wrong) {
      bad(sink, BadInput.WRONG_SHAPE);
    } else {
      if (messages.skips(sequence)) {
        bad(sink, BadInput.LOST);
      }
      handle(sink);
    }
  }

  /** A message is one trade, which is complete one bracket before the message is. */
  @Override
  public void decodeCut(byte[] beginning, int length, PartialDecodeSink sink) {
    read(beginning, length);
    if (json.next() != CursorToken.ENDED_EARLY || word != Word.TRADE || wrong) {
      return;
    }
    row.about(market(channel));
    if (!wholeRow) {
      row.name(sink::cut);
    } else if (row.fault().isEmpty()) {
      sink.trade(row.trade());
    }
  }

  private void read(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
    word = Word.UNKNOWN;
    channel = NO_CHANNEL;
    code = "";
    detail = "";
    market = Optional.empty();
    wrong = false;
    wholeRow = false;
    flags = 0;
    sequence = Sequence.NONE;
    row.clear();
    json.begin(bytes, length);
    CursorToken first = json.next();
    if (first == CursorToken.BEGIN_OBJECT) {
      event();
    } else if (first == CursorToken.BEGIN_ARRAY) {
      channel();
    } else {
      wrong = true;
      json.skip();
    }
  }

  private void event() {
    while (json.member()) {
      if (json.token() == CursorToken.STRING || json.token() == CursorToken.NUMBER) {
        note(json.key(FIELDS));
      }
      json.skip();
    }
  }

  private void note(Field field) {
    switch (field) {
      case EVENT -> word = json.word(EVENTS);
      case CODE -> code = json.text(MAX_NUMBER_BYTES);
      case MESSAGE -> detail = json.text(InputLimits.DETAIL_BYTES);
      case CHANNEL -> channel = json.wholeNumber();
      case SYMBOL -> market = json.word(format.markets());
      case FLAGS -> flags = Math.max(0, Sequence.read(json));
      case OTHER -> {}
    }
  }

  private void channel() {
    if (!hasNext()) {
      return;
    }
    channel = json.wholeNumber();
    json.skip();
    if (!hasNext()) {
      return;
    }
    if (json.token() == CursorToken.STRING) {
      word = json.word(CHANNEL_WORDS);
    } else {
      // A snapshot.
      word = Word.NOTHING;
      wrong = json.token() != CursorToken.BEGIN_ARRAY;
      json.skip();
    }
    if (word == Word.TRADE || word == Word.REPEATED) {
      wrong =
          !hasNext()
              || (json.token() != CursorToken.BEGIN_ARRAY && json.token() != CursorToken.NULL);
      if (!wrong && word == Word.TRADE) {
        readTrade();
      }
    }
    if (!wrong && numbered) {
      json.skip();
      sequence = element() ? Sequence.read(json) : Sequence.NONE;
    }
    skipRest();
  }

  /** Reads the elements of a trade. Without elements it is a sign of life. */
  private void readTrade() {
    if (json.token() == CursorToken.NULL || json.next() == CursorToken.END_ARRAY) {
      word = Word.HEARTBEAT;
      return;
    }
    boolean first = true;
    for (FieldRole key : ROW) {
      if (json.token().isLast() || (!first && !hasNext())) {
        return;
      }
      first = false;
      row.note(key, json, format);
      json.skip();
    }
    skipRest();
    wholeRow = json.token() == CursorToken.END_ARRAY;
  }

  /** Moves to the next element of the array; a missing element is a wrong shape. */
  private boolean hasNext() {
    boolean next = element();
    wrong |= json.token() == CursorToken.END_ARRAY;
    return next;
  }

  /** Moves to the next element of the array; false at its end. */
  private boolean element() {
    CursorToken token = json.next();
    return token != CursorToken.END_ARRAY && !token.isLast();
  }

  /** Skips the rest of the array. */
  private void skipRest() {
    json.skip();
    while (element()) {
      json.skip();
    }
  }

  private void handle(DecodeSink sink) {
    switch (word) {
      case TRADE -> trade(sink);
      case HEARTBEAT -> sink.heartbeat();
      case SUBSCRIBED -> subscribed(sink);
      case ERROR -> {
        sink.refused(reason());
        answers.refused(sink);
      }
      case INFO -> {
        if (RECONNECT.contains(code)) {
          sink.plannedClose(reason(), SOON);
        }
      }
      case CONFIGURED -> numbered = (flags & SEQUENCES) != 0;
      case REPEATED, NOTHING -> {}
      case UNKNOWN -> unknown(sink);
    }
  }

  private void unknown(DecodeSink sink) {
    Optional<String> announcement = CloseNotice.in(bytes, length);
    if (announcement.isPresent()) {
      sink.plannedClose(announcement.get(), SOON);
    } else {
      bad(sink, BadInput.UNKNOWN_MESSAGE);
    }
  }

  private void subscribed(DecodeSink sink) {
    if (market.isEmpty() || channel == NO_CHANNEL) {
      bad(sink, market.isEmpty() ? BadInput.UNKNOWN_SYMBOL : BadInput.WRONG_SHAPE);
      return;
    }
    channels.removeIf(known -> known.number() == channel || known.market().equals(market));
    channels.add(new Channel(channel, market));
    answers.market(market.get(), sink);
  }

  private Optional<Market> market(long number) {
    for (Channel known : channels) {
      if (known.number() == number) {
        return known.market();
      }
    }
    return Optional.empty();
  }

  private void trade(DecodeSink sink) {
    row.about(market(channel));
    Optional<BadInput> fault = row.fault();
    if (fault.isEmpty()) {
      sink.trade(row.trade());
    } else {
      sink.bad(fault.get(), row.market().map(Market::symbol));
    }
  }

  private String reason() {
    String reason = (code + " " + detail).strip();
    return reason.isEmpty() ? "no reason given" : reason;
  }

  private static void bad(DecodeSink sink, BadInput reason) {
    sink.bad(reason, Optional.empty());
  }
}
