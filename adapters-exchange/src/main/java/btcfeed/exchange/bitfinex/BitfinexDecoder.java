package btcfeed.exchange.bitfinex;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.exchange.codec.CloseNotice;
import btcfeed.exchange.codec.DecodeSink;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.JsonFormat;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.codec.PartialDecodeSink;
import btcfeed.exchange.codec.Sequence;
import btcfeed.exchange.codec.SubscribedMarkets;
import btcfeed.exchange.codec.SubscriptionTracker;
import btcfeed.exchange.codec.TradeRow;
import btcfeed.exchange.input.InputLimits;
import btcfeed.exchange.json.CursorToken;
import btcfeed.exchange.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;
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
  private static final List<FieldRole> ROW =
      List.of(FieldRole.ID, FieldRole.TIME, FieldRole.SIGNED_QUANTITY, FieldRole.PRICE);
  private static final int NO_CHANNEL = -1;

  private final SubscriptionTracker answers;
  private final JsonFormat format;
  private final List<Channel> channels = new ArrayList<>();
  private final JsonCursor json = new JsonCursor();
  private final TradeRow row = new TradeRow();
  private final Sequence messages = new Sequence();

  private byte[] bytes = new byte[0];
  private int length;
  private MessageType type = MessageType.UNKNOWN;
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
    this.format = format;
    answers = new SubscriptionTracker(markets.all(), format.requests());
  }

  @Override
  public void decode(byte[] bytes, int length, DecodeSink sink) {
    read(bytes, length);
    if (json.next() != CursorToken.END) {
      sink.bad(BadInput.MALFORMED);
    } else if (wrong) {
      sink.bad(BadInput.WRONG_SHAPE);
    } else {
      if (messages.skips(sequence)) {
        sink.bad(BadInput.LOST);
      }
      handle(sink);
    }
  }

  /** A message is one trade, which is complete one bracket before the message is. */
  @Override
  public void decodeCut(byte[] beginning, int length, PartialDecodeSink sink) {
    read(beginning, length);
    if (json.next() != CursorToken.ENDED_EARLY || type != MessageType.TRADES || wrong) {
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
    type = MessageType.UNKNOWN;
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
        note(json.key(format.head()));
      }
      json.skip();
    }
  }

  private void note(FieldRole role) {
    switch (role) {
      case TYPE -> found(json.word(format.types()));
      case REQUEST -> {
        code = json.text(MAX_NUMBER_BYTES);
        found(json.word(format.types()));
      }
      case DETAIL -> detail = json.text(InputLimits.DETAIL_BYTES);
      case TOPIC -> channel = json.wholeNumber();
      case MARKET -> market = json.word(format.trade().markets());
      case SUCCESS -> flags = Math.max(0, Sequence.read(json));
      default -> {}
    }
  }

  private void found(MessageType found) {
    type = found.compareTo(type) < 0 ? found : type;
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
      type = json.word(format.types());
    } else {
      // A snapshot.
      type = MessageType.IGNORED;
      wrong = json.token() != CursorToken.BEGIN_ARRAY;
      json.skip();
    }
    if (type == MessageType.TRADES || type == MessageType.OLD_TRADES) {
      wrong =
          !hasNext()
              || (json.token() != CursorToken.BEGIN_ARRAY && json.token() != CursorToken.NULL);
      if (!wrong && type == MessageType.TRADES) {
        readTrade();
      }
    }
    if (!wrong && numbered) {
      json.skip();
      sequence = json.next().isElement() ? Sequence.read(json) : Sequence.NONE;
    }
    skipRest();
  }

  /** Reads the elements of a trade. Without elements it is a sign of life. */
  private void readTrade() {
    if (json.token() == CursorToken.NULL || json.next() == CursorToken.END_ARRAY) {
      type = MessageType.HEARTBEAT;
      return;
    }
    boolean first = true;
    for (FieldRole key : ROW) {
      if (json.token().isLast() || (!first && !hasNext())) {
        return;
      }
      first = false;
      row.note(key, json, format.trade());
      json.skip();
    }
    skipRest();
    wholeRow = json.token() == CursorToken.END_ARRAY;
  }

  /** Moves to the next element of the array; a missing element is a wrong shape. */
  private boolean hasNext() {
    boolean next = json.next().isElement();
    wrong |= json.token() == CursorToken.END_ARRAY;
    return next;
  }

  /** Skips the rest of the array. */
  private void skipRest() {
    json.skip();
    while (json.next().isElement()) {
      json.skip();
    }
  }

  private void handle(DecodeSink sink) {
    switch (type) {
      case TRADES -> {
        row.about(market(channel));
        answers.publish(row, sink);
      }
      case HEARTBEAT -> sink.heartbeat();
      case ANSWER -> subscribed(sink);
      case REFUSED -> {
        sink.refused(reason());
        answers.refused(sink);
      }
      case CLOSING -> sink.plannedClose(reason(), format.closesWithin());
      case WELCOME -> numbered = (flags & SEQUENCES) != 0;
      case OLD_TRADES, IGNORED -> {}
      default -> CloseNotice.report(bytes, length, format.closesWithin(), sink);
    }
  }

  private void subscribed(DecodeSink sink) {
    if (market.isEmpty() || channel == NO_CHANNEL) {
      sink.bad(market.isEmpty() ? BadInput.UNKNOWN_SYMBOL : BadInput.WRONG_SHAPE);
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

  private String reason() {
    String reason = (code + " " + detail).strip();
    return reason.isEmpty() ? "no reason given" : reason;
  }
}
