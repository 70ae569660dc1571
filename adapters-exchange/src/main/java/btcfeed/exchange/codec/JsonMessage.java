package btcfeed.exchange.codec;

import btcfeed.domain.market.Market;
import btcfeed.exchange.input.InputLimits;
import btcfeed.exchange.json.ByteDictionary;
import btcfeed.exchange.json.CursorToken;
import btcfeed.exchange.json.JsonCursor;
import java.util.Optional;

/**
 * The content of one message of a venue that has a {@link JsonFormat}, collected in one pass.
 * {@link JsonDecoder} decides afterwards what it means. Reused for every message, one thread.
 */
final class JsonMessage {
  private static final int MAX_NUMBER_BYTES = 32;

  final EnvelopeTracker envelope = new EnvelopeTracker();
  final TradeRows rows = new TradeRows();
  final DetailText detail = new DetailText();

  MessageType type = MessageType.UNKNOWN;
  boolean typeIsNoText;
  boolean failed;
  boolean succeeded;
  boolean unknownTopic;
  // A verdict that grants no market and is no known word: a reason.
  boolean verdict;
  String number = "";
  // The word that named the type: the reason, where the message gives no other.
  String word = "";
  boolean namesMarket;
  Optional<Market> market = Optional.empty();
  // True if the message itself is a trade.
  boolean isTrade;
  Payload payload = Payload.ABSENT;
  long sequence = Sequence.NONE;
  // Below zero if there is none.
  long venueNumber = -1;

  private final JsonFormat format;
  private final TradeFormat tradeFormat;
  private final JsonCursor json = new JsonCursor();
  private TradeRow bare = new TradeRow();

  JsonMessage(JsonFormat format) {
    this.format = format;
    this.tradeFormat = format.trade();
  }

  /**
   * Reads a message. The content counts only if the result is {@link CursorToken#END}, or {@link
   * CursorToken#ENDED_EARLY} for one that was cut. {@link CursorToken#NULL} stands for JSON that is
   * no object.
   */
  CursorToken read(byte[] bytes, int length) {
    clear();
    json.begin(bytes, length);
    boolean object = json.next() == CursorToken.BEGIN_OBJECT;
    if (object) {
      members(format.head());
    } else {
      json.skip();
    }
    CursorToken last = json.next();
    return object || last != CursorToken.END ? last : CursorToken.NULL;
  }

  /** The venue's reason: its text, else the word that named the type. */
  String reason() {
    String text = detail.isEmpty() ? word : detail.text();
    return text.isEmpty() ? "no reason given" : text;
  }

  private void clear() {
    type = MessageType.UNKNOWN;
    typeIsNoText = false;
    failed = false;
    succeeded = false;
    unknownTopic = false;
    verdict = false;
    number = "";
    word = "";
    namesMarket = false;
    market = Optional.empty();
    detail.clear();
    isTrade = false;
    payload = Payload.ABSENT;
    sequence = Sequence.NONE;
    venueNumber = -1;
    envelope.begin();
    rows.clear();
  }

  /** Reads an object; false if it is empty. */
  private boolean members(ByteDictionary<FieldRole> keys) {
    boolean some = false;
    while (json.member()) {
      some = true;
      note(json.key(keys));
      json.skip();
    }
    return some || json.token() != CursorToken.END_OBJECT;
  }

  private void note(FieldRole key) {
    switch (key) {
      case TYPE -> {
        envelope.word();
        noteTypeWord();
      }
      case EVENT -> {
        envelope.word();
        noteEvent();
      }
      case STREAM -> {
        envelope.word();
        noteType(namedMarket().isPresent() ? MessageType.TRADES : MessageType.IGNORED);
      }
      case OTHER_CHANNEL -> noteType(MessageType.IGNORED);
      case MARKET -> {
        envelope.word();
        namesMarket = true;
        market = namedMarket();
      }
      case TOPIC -> {
        envelope.word();
        noteTopic();
      }
      case PING -> {
        noteNumber();
        noteType(MessageType.PING);
      }
      case REQUEST -> {
        envelope.word();
        noteNumber();
        if (!number.isEmpty()) {
          noteType(json.word(format.types()));
        }
      }
      case SUCCESS -> noteSuccess();
      case RESULT -> {
        if (json.token() != CursorToken.NULL) {
          noteType(MessageType.NOTICE);
        }
      }
      case VERDICT -> noteVerdict();
      case DETAIL -> detail.add(json);
      case INNER -> inner();
      case ROWS -> rows();
      case ROW_MARKET, ID, PRICE, QUANTITY, SIGNED_QUANTITY, TIME, SIDE, TRADE_COUNT, FOREIGN ->
          bare().note(key, json, tradeFormat);
      case SEQUENCE -> sequence = Sequence.read(json);
      case NUMBER -> venueNumber = json.wholeNumber();
      case OTHER -> {}
    }
  }

  private void noteEvent() {
    bare().note(FieldRole.EVENT, json, tradeFormat);
    if (json.token() == CursorToken.STRING) {
      MessageType found = json.word(format.types());
      noteType(found == MessageType.UNKNOWN ? MessageType.NOTICE : found);
    }
  }

  /** The trade that the message itself is. */
  TradeRow bare() {
    if (!isTrade) {
      isTrade = true;
      bare = newRow();
    }
    return bare;
  }

  private void noteTypeWord() {
    if (json.token() != CursorToken.STRING) {
      typeIsNoText = true;
      return;
    }
    noteType(json.word(format.types()));
  }

  private void noteType(MessageType found) {
    if (found.compareTo(type) < 0) {
      type = found;
      word = found.compareTo(MessageType.PAUSING) <= 0 ? json.text(InputLimits.DETAIL_BYTES) : "";
    }
  }

  private Optional<Market> namedMarket() {
    return json.token() == CursorToken.STRING ? json.word(tradeFormat.markets()) : Optional.empty();
  }

  private void noteTopic() {
    namesMarket = true;
    market = namedMarket();
    unknownTopic = market.isEmpty();
    if (!unknownTopic) {
      noteType(MessageType.TRADES);
    }
  }

  private void noteVerdict() {
    if (json.token() == CursorToken.STRING || json.token() == CursorToken.NUMBER) {
      market = json.word(tradeFormat.markets());
      namesMarket = market.isPresent();
      noteType(namesMarket ? MessageType.ANSWER : json.word(format.types()));
      verdict = type == MessageType.UNKNOWN;
      detail.add(json);
    }
  }

  private void noteNumber() {
    number = json.token() == CursorToken.NUMBER ? json.text(MAX_NUMBER_BYTES) : "";
  }

  private void noteSuccess() {
    boolean success = json.token() == CursorToken.TRUE || isZero();
    succeeded |= success;
    failed |= !success;
    if (!success) {
      detail.add(json);
      inner();
    }
  }

  private boolean isZero() {
    return json.token() == CursorToken.NUMBER && json.readDecimal() && json.unscaled() == 0;
  }

  private void inner() {
    boolean empty = json.token() == CursorToken.NULL;
    if (json.token() == CursorToken.BEGIN_OBJECT) {
      empty = !members(format.inner());
    } else if (json.token() == CursorToken.BEGIN_ARRAY) {
      empty = json.next() == CursorToken.END_ARRAY;
      for (; json.token() == CursorToken.BEGIN_OBJECT; json.next()) {
        members(format.inner());
      }
      // Skips the rest of an array in which something unexpected stood.
      for (; json.token().isElement(); json.next()) {
        json.skip();
      }
    }
    if (empty) {
      payload = payload.with(Payload.NONE);
    }
  }

  private void rows() {
    switch (json.token()) {
      case BEGIN_OBJECT -> row(/* alone= */ true);
      case BEGIN_ARRAY -> {
        payload = payload.with(Payload.NONE);
        while (json.next().isElement()) {
          if (json.token() == CursorToken.BEGIN_OBJECT) {
            row(/* alone= */ false);
          } else {
            payload = payload.with(Payload.ROWS);
            rows.reject();
            json.skip();
          }
        }
      }
      case NULL -> payload = payload.with(Payload.NONE);
      case END_OBJECT, END_ARRAY, KEY, STRING, NUMBER, TRUE, FALSE, END, MALFORMED, ENDED_EARLY -> {
        payload = Payload.UNREADABLE;
        detail.add(json);
      }
    }
  }

  /** Reads a row. An empty object that is not in an array is no row. */
  private void row(boolean alone) {
    TradeRow row = newRow();
    envelope.beginRow();
    boolean empty = true;
    while (json.member()) {
      empty = false;
      FieldRole key = json.key(format.row());
      if (key.isOfTrade()) {
        row.note(key, json, tradeFormat);
      } else {
        note(key);
      }
      json.skip();
    }
    envelope.endRow();
    if (json.token() == CursorToken.END_OBJECT) {
      if (alone && empty) {
        rows.dropLast();
      } else {
        rows.ended();
      }
      payload = payload.with(alone && empty ? Payload.NONE : Payload.ROWS);
    }
  }

  private TradeRow newRow() {
    envelope.noteRow();
    return rows.next();
  }
}
