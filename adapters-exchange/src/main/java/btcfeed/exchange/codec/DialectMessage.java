package btcfeed.exchange.codec;

import btcfeed.domain.market.Market;
import btcfeed.exchange.input.InputLimits;
import btcfeed.exchange.json.JsonCursor;
import btcfeed.exchange.json.Token;
import btcfeed.exchange.json.Words;
import java.util.Optional;

/**
 * What one message of a venue that speaks a {@link Dialect} says, noted in one walk over the whole
 * of it: {@link DialectDecoder} judges it afterwards. Reused from message to message, one thread.
 */
final class DialectMessage {
  private static final int MAX_NUMBER_BYTES = 32;

  final Foreword foreword = new Foreword();
  final Rows rows = new Rows();
  final DetailText detail = new DetailText();

  Meaning meaning = Meaning.UNKNOWN;
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
  Optional<Row> bare = Optional.empty();
  Payload payload = Payload.ABSENT;
  long sequence = Sequence.NONE;

  private final Dialect dialect;
  private final JsonCursor json = new JsonCursor();

  DialectMessage(Dialect dialect) {
    this.dialect = dialect;
  }

  /**
   * Reads a message; what is noted is of use only if the answer is {@link Token#END}, or {@link
   * Token#ENDED_EARLY} of one that was cut. {@link Token#NULL} stands for JSON that is no object.
   */
  Token read(byte[] bytes, int length) {
    clear();
    json.begin(bytes, length);
    boolean object = json.next() == Token.BEGIN_OBJECT;
    if (object) {
      members(dialect.head());
    } else {
      json.skip();
    }
    Token last = json.next();
    return object || last != Token.END ? last : Token.NULL;
  }

  /** Words for people: the venue's own about what went wrong, else the word that told it. */
  String reason() {
    String words = detail.isEmpty() ? word : detail.text();
    return words.isEmpty() ? "no reason given" : words;
  }

  private void clear() {
    meaning = Meaning.UNKNOWN;
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

  private void members(Words<Key> keys) {
    while (json.member()) {
      note(json.key(keys));
      json.skip();
    }
  }

  private void note(Key key) {
    switch (key) {
      case KIND -> {
        foreword.word();
        noteKind();
      }
      case MARKET -> {
        foreword.word();
        namedMarket = true;
        market = json.token() == Token.STRING ? json.word(dialect.markets()) : Optional.empty();
      }
      case TOPIC -> {
        foreword.word();
        noteTopic();
      }
      case PING -> {
        noteNumber();
        mean(Meaning.PING);
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
    if (json.token() != Token.STRING) {
      wrongKind = true;
      return;
    }
    mean(json.word(dialect.kinds()));
  }

  private void mean(Meaning said) {
    if (said.compareTo(meaning) < 0) {
      meaning = said;
      word = said.compareTo(Meaning.PAUSING) <= 0 ? json.text(InputLimits.DETAIL_BYTES) : "";
    }
  }

  private void noteTopic() {
    namedMarket = true;
    market = json.token() == Token.STRING ? json.word(dialect.markets()) : Optional.empty();
    strangeTopic = market.isEmpty();
    market.ifPresent(_ -> mean(Meaning.TRADES));
  }

  private void noteNumber() {
    number = json.token() == Token.NUMBER ? json.text(MAX_NUMBER_BYTES) : "";
  }

  private void noteSuccess() {
    boolean success = json.token() == Token.TRUE || isZero();
    succeeded |= success;
    failed |= !success;
    if (!success) {
      detail.add(json);
    }
  }

  private boolean isZero() {
    return json.token() == Token.NUMBER && json.readDecimal() && json.unscaled() == 0;
  }

  private void inner() {
    if (json.token() == Token.BEGIN_OBJECT) {
      members(dialect.inner());
    } else if (json.token() == Token.BEGIN_ARRAY) {
      boolean empty = true;
      while (json.next() == Token.BEGIN_OBJECT) {
        empty = false;
        members(dialect.inner());
      }
      if (empty && json.token() == Token.END_ARRAY) {
        payload = payload.with(Payload.NONE);
      }
      leaveArray();
    } else if (json.token() == Token.NULL) {
      payload = payload.with(Payload.NONE);
    }
  }

  private void rows() {
    switch (json.token()) {
      case BEGIN_OBJECT -> row(/* alone= */ true);
      case BEGIN_ARRAY -> {
        payload = payload.with(Payload.NONE);
        while (element()) {
          if (json.token() == Token.BEGIN_OBJECT) {
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
    Token token = json.next();
    return token != Token.END_ARRAY && !token.isLast();
  }

  /** Reads an object. One that is empty is no row where it would be the only one. */
  private void row(boolean alone) {
    Row row = newRow();
    foreword.beginRow();
    boolean empty = true;
    while (json.member()) {
      empty = false;
      Key key = json.key(dialect.row());
      if (Row.has(key)) {
        row.note(key, json, dialect);
      } else {
        note(key);
      }
      json.skip();
    }
    foreword.endRow();
    if (json.token() == Token.END_OBJECT) {
      if (alone && empty) {
        rows.drop();
      } else {
        rows.ended();
      }
      payload = payload.with(alone && empty ? Payload.NONE : Payload.ROWS);
    }
  }

  private Row newRow() {
    foreword.noteRow();
    return rows.next();
  }

  /** Passes over what is left of an array in which something unexpected stood. */
  private void leaveArray() {
    while (json.token() != Token.END_ARRAY && !json.token().isLast()) {
      json.skip();
      json.next();
    }
  }
}
