package btcfeed.exchange.codec;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.exchange.json.CursorToken;
import btcfeed.exchange.json.JsonCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decodes Bitfinex' messages. Events are objects, which a {@link JsonDecoder} reads. Messages of a
 * channel are arrays that begin with the channel's number; the answer to the subscription connects
 * the number with a market.
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
public final class BitfinexDecoder extends JsonDecoder {
  /** The flag that asks for a number in each array. */
  public static final long SEQUENCES = 65_536;

  private static final List<FieldRole> ROW =
      List.of(FieldRole.ID, FieldRole.TIME, FieldRole.SIGNED_QUANTITY, FieldRole.PRICE);

  private final List<Channel> channels = new ArrayList<>();
  private final JsonCursor json = new JsonCursor();
  private final TradeRow row = new TradeRow();
  private final Sequence messages = new Sequence();

  private MessageType type = MessageType.UNKNOWN;
  private long channel;
  private boolean wrong;
  private boolean wholeRow;
  private boolean numbered;
  private long sequence = Sequence.NONE;

  private record Channel(long number, Optional<Market> market) {}

  /** A decoder for one connection that subscribed to these markets. */
  public BitfinexDecoder(SubscribedMarkets markets, JsonFormat format) {
    super(markets, format);
  }

  @Override
  public void decode(byte[] bytes, int length, DecodeSink sink) {
    if (!read(bytes, length)) {
      super.decode(bytes, length, sink);
    } else if (json.next() != CursorToken.END) {
      sink.bad(BadInput.MALFORMED);
    } else if (wrong) {
      sink.bad(BadInput.WRONG_SHAPE);
    } else {
      if (messages.skips(sequence)) {
        sink.bad(BadInput.LOST);
      }
      handle(bytes, length, sink);
    }
  }

  /** A message is one trade, which is complete one bracket before the message is. */
  @Override
  public void decodeCut(byte[] beginning, int length, PartialDecodeSink sink) {
    boolean array = read(beginning, length);
    if (!array || json.next() != CursorToken.ENDED_EARLY || type != MessageType.TRADES || wrong) {
      return;
    }
    row.about(market(channel));
    if (!wholeRow) {
      row.name(sink::cut);
    } else if (row.fault().isEmpty()) {
      sink.trade(row.trade());
    }
  }

  /** Reads a message of a channel; false if it is no array. */
  private boolean read(byte[] bytes, int length) {
    type = MessageType.UNKNOWN;
    wrong = false;
    wholeRow = false;
    sequence = Sequence.NONE;
    row.clear();
    json.begin(bytes, length);
    boolean array = json.next() == CursorToken.BEGIN_ARRAY;
    if (array) {
      readArray();
    }
    return array;
  }

  private void readArray() {
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

  private void handle(byte[] bytes, int length, DecodeSink sink) {
    switch (type) {
      case TRADES -> {
        row.about(market(channel));
        answers.publish(row, sink);
      }
      case HEARTBEAT -> sink.heartbeat();
      case OLD_TRADES, IGNORED -> {}
      case REFUSED, CLOSING, PAUSING, PING, NOTICE, ANSWER, ANSWER_OR_TRADES, WELCOME, UNKNOWN ->
          CloseNotice.report(bytes, length, format.closesWithin(), sink);
    }
  }

  @Override
  void welcomed(long flags, DecodeSink sink) {
    numbered = flags >= 0 && (flags & SEQUENCES) != 0;
  }

  @Override
  void granted(Market market, long number, DecodeSink sink) {
    if (number < 0) {
      sink.bad(BadInput.WRONG_SHAPE);
      return;
    }
    Channel granted = new Channel(number, Optional.of(market));
    channels.removeIf(it -> it.number() == number || it.market().equals(granted.market()));
    channels.add(granted);
    super.granted(market, number, sink);
  }

  private Optional<Market> market(long number) {
    for (Channel known : channels) {
      if (known.number() == number) {
        return known.market();
      }
    }
    return Optional.empty();
  }
}
