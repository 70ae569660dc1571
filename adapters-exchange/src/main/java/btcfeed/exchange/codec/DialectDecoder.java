package btcfeed.exchange.codec;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.input.InputLimits;
import btcfeed.exchange.json.JsonCursor;
import btcfeed.exchange.json.Token;
import btcfeed.exchange.json.Words;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Understands the messages of a venue that speaks a {@link Dialect}.
 *
 * <p>A message is walked once and judged when it has proved whole to its last byte. Of several
 * trades in one, those that are faulty are reported and the others said, ids ascending whatever
 * their order was.
 *
 * <p>Of a message that was cut, trades are salvaged if it had said all that whole ones on this
 * connection say before their trades; where these say what they are only afterwards, never.
 */
public final class DialectDecoder implements FrameDecoder {
  private static final byte[] PONG = "pong".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_NUMBER_BYTES = 32;
  // After a notice without a date: venues leave about half a minute.
  private static final Duration SOON = Duration.ofSeconds(10);

  private final Dialect dialect;
  private final Answers answers;
  private final JsonCursor json = new JsonCursor();
  private final Foreword foreword = new Foreword();
  private final Rows rows = new Rows();

  private Meaning meaning = Meaning.UNKNOWN;
  private boolean wrongKind;
  private boolean failed;
  private boolean succeeded;
  private boolean strangeTopic;
  private String number = "";
  // What told the meaning, where that may be all that was said.
  private String word = "";
  private boolean namedMarket;
  private Optional<Market> market = Optional.empty();
  private String detail = "";
  // A trade that is not in an array but in the message itself.
  private Optional<Row> bare = Optional.empty();
  private boolean rowsWrong;
  private final Sequence messages = new Sequence();
  private long sequence = Sequence.NONE;

  /** A decoder for one connection that asked for these markets. */
  public DialectDecoder(Dialect dialect, Markets markets) {
    this.dialect = dialect;
    answers = new Answers(markets.all(), dialect.answers());
  }

  @Override
  public void decode(byte[] bytes, int length, Heard heard) {
    clear();
    json.begin(bytes, length);
    boolean object = json.next() == Token.BEGIN_OBJECT;
    if (object) {
      members(dialect.head());
    } else {
      json.skip();
    }
    if (json.next() == Token.END) {
      if (object) {
        if (messages.skips(sequence)) {
          bad(heard, BadInput.LOST);
        }
        judge(heard);
      } else {
        bad(heard, BadInput.WRONG_SHAPE);
      }
    } else if (Arrays.equals(bytes, 0, length, PONG, 0, PONG.length)) {
      heard.heartbeat();
    } else {
      bad(heard, BadInput.MALFORMED);
    }
  }

  @Override
  public void decodeCut(byte[] bytes, int length, Salvage salvage) {
    clear();
    json.begin(bytes, length);
    if (json.next() != Token.BEGIN_OBJECT) {
      return;
    }
    members(dialect.head());
    boolean news = meaning == Meaning.TRADES && !failed && foreword.complete();
    if (json.next() != Token.MALFORMED && news) {
      salvage(salvage);
    }
  }

  private void salvage(Salvage salvage) {
    if (namedMarket) {
      rows.about(market);
    }
    if (bare.isEmpty()) {
      rows.wholeTrades().forEach(salvage::trade);
    }
    rows.about(market);
    rows.cutName(salvage::cut);
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
    detail = "";
    bare = Optional.empty();
    rowsWrong = false;
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
        noteNumber();
        if (!number.isEmpty()) {
          mean(json.word(dialect.kinds()));
        }
      }
      case SUCCESS -> noteSuccess();
      case DETAIL -> noteDetail();
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
      noteDetail();
    }
  }

  private boolean isZero() {
    return json.token() == Token.NUMBER && json.readDecimal() && json.unscaled() == 0;
  }

  private void noteDetail() {
    if (json.token() == Token.STRING || json.token() == Token.NUMBER) {
      detail += (detail.isEmpty() ? "" : " ") + json.text(InputLimits.DETAIL_BYTES);
    }
  }

  private void inner() {
    if (json.token() == Token.BEGIN_OBJECT) {
      members(dialect.inner());
    } else if (json.token() == Token.BEGIN_ARRAY) {
      while (json.next() == Token.BEGIN_OBJECT) {
        members(dialect.inner());
      }
      leaveArray();
    }
  }

  private void rows() {
    if (json.token() == Token.BEGIN_OBJECT) {
      row();
    } else if (json.token() == Token.BEGIN_ARRAY) {
      while (json.next() == Token.BEGIN_OBJECT) {
        row();
      }
      rowsWrong |= json.token() != Token.END_ARRAY;
      leaveArray();
    } else {
      rowsWrong = true;
      noteDetail();
    }
  }

  private void row() {
    Row row = newRow();
    foreword.beginRow();
    while (json.member()) {
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
      rows.ended();
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

  private void judge(Heard heard) {
    if (failed && meaning.compareTo(Meaning.ANSWER) >= 0) {
      refused(heard);
      return;
    }
    switch (meaning) {
      case REFUSED -> refused(heard);
      case CLOSING -> heard.plannedClose(reason(), SOON);
      case PAUSING -> {
        if (answers.confirmed()) {
          heard.plannedClose(reason(), SOON);
        }
      }
      case PING -> ping(heard);
      case WELCOME -> heard.welcome();
      case ANSWER -> answer(heard);
      case TRADES -> {
        foreword.learn();
        trades(heard);
      }
      case HEARTBEAT -> {
        heard.heartbeat();
        reached(heard);
      }
      case OLD_TRADES -> {
        foreword.learn();
        reached(heard);
      }
      case IGNORED -> {}
      case UNKNOWN ->
          bad(
              heard,
              wrongKind || bare.isPresent()
                  ? BadInput.WRONG_SHAPE
                  : strangeTopic ? BadInput.UNKNOWN_SYMBOL : BadInput.UNKNOWN_MESSAGE);
    }
  }

  private void ping(Heard heard) {
    if (number.isEmpty()) {
      bad(heard, BadInput.WRONG_SHAPE);
    } else {
      heard.reply(dialect.pong().replace("?", number));
      heard.heartbeat();
    }
  }

  private void answer(Heard heard) {
    if (!succeeded && !detail.isEmpty()) {
      refused(heard);
    } else if (!namedMarket) {
      answers.request(heard);
    } else if (market.isPresent()) {
      answers.market(market.get(), heard);
    } else {
      bad(heard, BadInput.UNKNOWN_SYMBOL);
    }
  }

  private void reached(Heard heard) {
    if (dialect.ids() == Continuity.COUNTING) {
      rows.about(market);
      rows.names(heard::reached);
    }
  }

  private void trades(Heard heard) {
    if (rowsWrong || rows.isEmpty()) {
      bad(heard, BadInput.WRONG_SHAPE);
    }
    if (namedMarket) {
      rows.about(market);
    }
    rows.blame(heard);
    List<Trade> trades = rows.trades();
    for (int i = 0; i < trades.size(); i++) {
      Trade trade = trades.get(i);
      answers.market(trade.market(), heard);
      heard.trade(trade);
    }
  }

  private void refused(Heard heard) {
    heard.refused(reason());
    answers.refused(heard);
  }

  private String reason() {
    String said = detail.isEmpty() ? word : detail;
    return said.isEmpty() ? "no reason given" : said;
  }

  private static void bad(Heard heard, BadInput reason) {
    heard.bad(reason, Optional.<Symbol>empty());
  }
}
