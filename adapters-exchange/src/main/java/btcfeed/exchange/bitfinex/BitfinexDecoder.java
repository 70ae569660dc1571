package btcfeed.exchange.bitfinex;

import static java.util.Map.entry;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Side;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.CloseNotice;
import btcfeed.exchange.codec.DecodeSink;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.JsonVenue;
import btcfeed.exchange.codec.PartialDecodeSink;
import btcfeed.exchange.codec.Sequence;
import btcfeed.exchange.codec.SubscribedMarkets;
import btcfeed.exchange.codec.SubscriptionTracker;
import btcfeed.exchange.codec.TradeRow;
import btcfeed.exchange.input.InputLimits;
import btcfeed.exchange.json.ByteDictionary;
import btcfeed.exchange.json.CursorToken;
import btcfeed.exchange.json.JsonCursor;
import btcfeed.exchange.json.TimeFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Understands Bitfinex: events are objects, and what comes in a channel is an array that begins
 * with the channel's number, which only the answer to the subscription ties to a market.
 *
 * <p>{@code [7,[[..],..]]} is a snapshot and old; {@code [7,"te",[ID,MS,AMOUNT,PRICE]]} is a trade,
 * an amount below zero meaning that the aggressor sold; {@code [7,"tu",..]} is the same one again,
 * a little later; {@code [7,"hb"]} is a heartbeat. Arrays may grow at their ends. Once the venue
 * has granted {@code conf} 65536, the first number after these elements counts the arrays.
 */
final class BitfinexDecoder implements FrameDecoder {
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
    AGAIN,
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
          Map.of("te", Word.TRADE, "tu", Word.AGAIN, "hb", Word.HEARTBEAT), Word.UNKNOWN);
  // Restart, maintenance begins, maintenance is over: each wants a new connection.
  private static final List<String> LEAVE = List.of("20051", "20060", "20061");

  private final SubscriptionTracker answers;
  private final JsonVenue rows;
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

  /** A decoder for one connection that asked for these markets, by these spellings of them. */
  BitfinexDecoder(SubscribedMarkets markets, ByteDictionary<Optional<Market>> spellings) {
    answers = new SubscriptionTracker(markets.all(), markets.symbols().size());
    ByteDictionary<FieldRole> none = FieldRole.named(Map.of());
    rows =
        new JsonVenue(
            none,
            none,
            none,
            JsonVenue.kinds(Map.of()),
            spellings,
            Continuity.OPAQUE,
            new ByteDictionary<>(Map.of(), Optional.<Side>empty()),
            TimeFormat.MILLIS,
            0);
  }

  @Override
  public void decode(byte[] bytes, int length, DecodeSink heard) {
    read(bytes, length);
    if (json.next() != CursorToken.END) {
      bad(heard, BadInput.MALFORMED);
    } else if (wrong) {
      bad(heard, BadInput.WRONG_SHAPE);
    } else {
      if (messages.skips(sequence)) {
        bad(heard, BadInput.LOST);
      }
      judge(heard);
    }
  }

  /** A message is one trade, which is whole before the message is: by one bracket. */
  @Override
  public void decodeCut(byte[] beginning, int length, PartialDecodeSink salvage) {
    read(beginning, length);
    if (json.next() != CursorToken.ENDED_EARLY || word != Word.TRADE || wrong) {
      return;
    }
    row.about(market(channel));
    if (!wholeRow) {
      row.name(salvage::cut);
    } else if (row.fault().isEmpty()) {
      salvage.trade(row.trade());
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
      case SYMBOL -> market = json.word(rows.markets());
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
    if (word == Word.TRADE || word == Word.AGAIN) {
      wrong =
          !hasNext()
              || (json.token() != CursorToken.BEGIN_ARRAY && json.token() != CursorToken.NULL);
      if (!wrong && word == Word.TRADE) {
        trade();
      }
    }
    if (!wrong && numbered) {
      json.skip();
      sequence = element() ? Sequence.read(json) : Sequence.NONE;
    }
    passOver();
  }

  /** Reads the elements of a trade. One that has none is no trade, and nothing is missing. */
  private void trade() {
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
      row.note(key, json, rows);
      json.skip();
    }
    passOver();
    wholeRow = json.token() == CursorToken.END_ARRAY;
  }

  /** Moves to the next element of the array; without one before its end, the shape is wrong. */
  private boolean hasNext() {
    boolean next = element();
    wrong |= json.token() == CursorToken.END_ARRAY;
    return next;
  }

  /** Moves to the next element of the array; false if there is none and the array is closed. */
  private boolean element() {
    CursorToken token = json.next();
    return token != CursorToken.END_ARRAY && !token.isLast();
  }

  /** To the end of the array, whatever stands there. */
  private void passOver() {
    json.skip();
    while (element()) {
      json.skip();
    }
  }

  private void judge(DecodeSink heard) {
    switch (word) {
      case TRADE -> published(heard);
      case HEARTBEAT -> heard.heartbeat();
      case SUBSCRIBED -> subscribed(heard);
      case ERROR -> {
        heard.refused(reason());
        answers.refused(heard);
      }
      case INFO -> {
        if (LEAVE.contains(code)) {
          heard.plannedClose(reason(), SOON);
        }
      }
      case CONFIGURED -> numbered = (flags & BitfinexCodec.SEQUENCES) != 0;
      case AGAIN, NOTHING -> {}
      case UNKNOWN -> unknown(heard);
    }
  }

  private void unknown(DecodeSink heard) {
    Optional<String> words = CloseNotice.in(bytes, length);
    if (words.isPresent()) {
      heard.plannedClose(words.get(), SOON);
    } else {
      bad(heard, BadInput.UNKNOWN_MESSAGE);
    }
  }

  private void subscribed(DecodeSink heard) {
    if (market.isEmpty() || channel == NO_CHANNEL) {
      bad(heard, market.isEmpty() ? BadInput.UNKNOWN_SYMBOL : BadInput.WRONG_SHAPE);
      return;
    }
    channels.removeIf(known -> known.number() == channel || known.market().equals(market));
    channels.add(new Channel(channel, market));
    answers.market(market.get(), heard);
  }

  private Optional<Market> market(long number) {
    for (Channel known : channels) {
      if (known.number() == number) {
        return known.market();
      }
    }
    return Optional.empty();
  }

  private void published(DecodeSink heard) {
    row.about(market(channel));
    Optional<BadInput> fault = row.fault();
    if (fault.isEmpty()) {
      heard.trade(row.trade());
    } else {
      heard.bad(fault.get(), row.market().map(Market::symbol));
    }
  }

  private String reason() {
    String said = (code + " " + detail).strip();
    return said.isEmpty() ? "no reason given" : said;
  }

  private static void bad(DecodeSink heard, BadInput reason) {
    heard.bad(reason, Optional.empty());
  }
}
