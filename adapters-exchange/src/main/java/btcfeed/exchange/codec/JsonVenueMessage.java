package btcfeed.exchange.codec;

import btcfeed.domain.market.Market;
import btcfeed.exchange.input.InputLimits;
import btcfeed.exchange.json.ByteDictionary;
import btcfeed.exchange.json.CursorToken;
import btcfeed.exchange.json.JsonCursor;
import java.util.Optional;

/**
 * What one message of a venue that speaks a {@link JsonVenue} says, noted in one walk over the
 * whole of it: {@link JsonVenueDecoder} judges it afterwards. Reused from message to message, one
 * thread.
 */
final class JsonVenueMessage {
  private static final int MAX_NUMBER_BYTES = 32;

  final EnvelopeTracker foreword = new EnvelopeTracker();
  final TradeRows rows = new TradeRows();
  final DetailText detail = new DetailText();

  MessageType meaning = MessageType.UNKNOWN;
  boolean wrongKind;
  boolean failed;
  boolean succeeded;
  boolean strangeTopic;
  String number = "";
  // The word that told the meaning, where the message may have no other words.
  String word = "";
  boolean namedMarket;
  Optional<Market> market = Optional.empty();
  // A trade that is not in an array but in the message itself.
  Optional<TradeRow> bare = Optional.empty();
  Payload payload = Payload.ABSENT;
  long sequence = Sequence.NONE;

  private final JsonVenue dialect;
  private final JsonCursor json = new JsonCursor();

  JsonVenueMessage(JsonVenue dialect) {
    this.dialect = dialect;
  }

  /**
   * Reads a message; what is noted is of use only if the answer is {@link CursorToken#END}, or
   * {@link Token#ENDED_EARLY} of one that was cut. {@link CursorToken#NULL} stands for JSON that is
   * no object.
   */
  CursorToken read(byte[] bytes, int length) {
    clear();
    json.begin(bytes, length);
    boolean object = json.next() == CursorToken.BEGIN_OBJECT;
    if (object) {
      members(dialect.head());
    } else {
      json.skip();
    }
    CursorToken last = json.next();
    return object || last != CursorToken.END ? last : CursorToken.NULL;
  }

  /** Words for people: the venue's own about what went wrong, else the word that told it. */
  String reason() {
    String words = detail.isEmpty() ? word : detail.text();
    return words.isEmpty() ? "no reason given" : words;
  }

  private void clear() {
    meaning = MessageType.UNKNOWN;
    wrongKind = false;
    failed = false;
    succeeded = false;
    strangeTopic = false;
    number = "";
    word = "";
    namedMarket = false;
    market = Optional.empty();
    detail.clear();
    bare = Optional.empty();
    payload = Payload.ABSENT;
    sequence = Sequence.NONE;
    foreword.begin();
    rows.clear();
  }

  private void members(ByteDictionary<FieldRole> keys) {
    while (json.member()) {
      note(json.key(keys));
      json.skip();
    }
  }

  private void note(FieldRole key) {
    switch (key) {
      case KIND -> {
        foreword.word();
        noteKind();
      }
      case MARKET -> {
        foreword.word();
        namedMarket = true;
        market =
            json.token() == CursorToken.STRING ? json.word(dialect.markets()) : Optional.empty();
      }
      case TOPIC -> {
        foreword.word();
        noteTopic();
      }
      case PING -> {
        noteNumber();
        mean(MessageType.PING);
      }
      case REQUEST -> {
        foreword.word();
        noteNumber();
        if (!number.isEmpty()) {
          mean(json.word(dialect.kinds()));
        }
      }
      case SUCCESS -> noteSuccess();
      case DETAIL -> detail.add(json);
      case INNER -> inner();
      case ROWS -> rows();
      case ROW_MARKET, ID, PRICE, QUANTITY, SIGNED_QUANTITY, TIME, SIDE, FOLDED -> {
        if (bare.isEmpty()) {
          bare = Optional.of(newRow());
        }
        bare.get().note(key, json, dialect);
      }
      case SEQUENCE -> sequence = Sequence.read(json);
      case OTHER -> {}
    }
  }

  private void noteKind() {
    if (json.token() != CursorToken.STRING) {
      wrongKind = true;
      return;
    }
    mean(json.word(dialect.kinds()));
  }

  private void mean(MessageType said) {
    if (said.compareTo(meaning) < 0) {
      meaning = said;
      word = said.compareTo(MessageType.PAUSING) <= 0 ? json.text(InputLimits.DETAIL_BYTES) : "";
    }
  }

  private void noteTopic() {
    namedMarket = true;
    market = json.token() == CursorToken.STRING ? json.word(dialect.markets()) : Optional.empty();
    strangeTopic = market.isEmpty();
    market.ifPresent(_ -> mean(MessageType.TRADES));
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
    }
  }

  private boolean isZero() {
    return json.token() == CursorToken.NUMBER && json.readDecimal() && json.unscaled() == 0;
  }

  private void inner() {
    if (json.token() == CursorToken.BEGIN_OBJECT) {
      members(dialect.inner());
    } else if (json.token() == CursorToken.BEGIN_ARRAY) {
      boolean empty = true;
      while (json.next() == CursorToken.BEGIN_OBJECT) {
        empty = false;
        members(dialect.inner());
      }
      if (empty && json.token() == CursorToken.END_ARRAY) {
        payload = payload.with(Payload.NONE);
      }
      leaveArray();
    } else if (json.token() == CursorToken.NULL) {
      payload = payload.with(Payload.NONE);
    }
  }

  private void rows() {
    switch (json.token()) {
      case BEGIN_OBJECT -> row(/* alone= */ true);
      case BEGIN_ARRAY -> {
        payload = payload.with(Payload.NONE);
        while (element()) {
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
      default -> {
        payload = Payload.UNREADABLE;
        detail.add(json);
      }
    }
  }

  /** Moves to the next element of the array; false if there is none. */
  private boolean element() {
    CursorToken token = json.next();
    return token != CursorToken.END_ARRAY && !token.isLast();
  }

  /** Reads an object. One that is empty is no row where it would be the only one. */
  private void row(boolean alone) {
    TradeRow row = newRow();
    foreword.beginRow();
    boolean empty = true;
    while (json.member()) {
      empty = false;
      FieldRole key = json.key(dialect.row());
      if (TradeRow.has(key)) {
        row.note(key, json, dialect);
      } else {
        note(key);
      }
      json.skip();
    }
    foreword.endRow();
    if (json.token() == CursorToken.END_OBJECT) {
      if (alone && empty) {
        rows.drop();
      } else {
        rows.ended();
      }
      payload = payload.with(alone && empty ? Payload.NONE : Payload.ROWS);
    }
  }

  private TradeRow newRow() {
    foreword.noteRow();
    return rows.next();
  }

  /** Passes over what is left of an array in which something unexpected stood. */
  private void leaveArray() {
    while (json.token() != CursorToken.END_ARRAY && !json.token().isLast()) {
      json.skip();
      json.next();
    }
  }
}
