package btcfeed.exchange.codec;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.exchange.json.JsonCursor;
import btcfeed.exchange.json.Token;
import btcfeed.exchange.json.Words;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Understands the messages of a venue that speaks a {@link Dialect}.
 *
 * <p>A message is walked once and judged when it has proved whole to its last byte: nothing of a
 * cut one is said. Of several trades in one, those that are faulty are reported and the others
 * said, ids ascending whatever their order was.
 */
public final class DialectDecoder implements FrameDecoder {
  private static final byte[] PONG = "pong".getBytes(StandardCharsets.US_ASCII);
  private static final int MAX_DETAIL_BYTES = 200;
  // After a notice without a date: venues leave about half a minute.
  private static final Duration SOON = Duration.ofSeconds(10);
  private static final Comparator<Trade> BY_ID = Comparator.comparingLong(DialectDecoder::number);

  private final Dialect dialect;
  private final Answers answers;
  private final JsonCursor json = new JsonCursor();
  private final Row row = new Row();
  private final List<Row.Read> rows = new ArrayList<>();
  private final List<Trade> trades = new ArrayList<>();

  private Meaning meaning = Meaning.UNKNOWN;
  private boolean wrongKind;
  private boolean failed;
  private boolean namedMarket;
  private Optional<Market> market = Optional.empty();
  private String detail = "";
  // A trade that is not in an array but in the message itself.
  private boolean bare;
  private boolean rowsWrong;

  /** A decoder for one connection that asked for these markets. */
  public DialectDecoder(Dialect dialect, Markets markets) {
    this.dialect = dialect;
    HashSet<Market> wanted = new HashSet<>();
    markets.symbols().forEach(symbol -> wanted.add(new Market(markets.venue(), symbol)));
    answers = new Answers(wanted, dialect.answers());
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

  private void clear() {
    meaning = Meaning.UNKNOWN;
    wrongKind = false;
    failed = false;
    namedMarket = false;
    market = Optional.empty();
    detail = "";
    bare = false;
    rowsWrong = false;
    rows.clear();
    trades.clear();
    row.clear();
  }

  private void members(Words<Key> keys) {
    while (json.next() == Token.KEY) {
      Key key = json.word(keys);
      json.next();
      note(key);
      json.skip();
    }
  }

  private void note(Key key) {
    switch (key) {
      case KIND -> noteKind();
      case MARKET -> {
        namedMarket = true;
        market = json.token() == Token.STRING ? json.word(dialect.markets()) : Optional.empty();
      }
      case SUCCESS -> failed |= json.token() != Token.TRUE;
      case DETAIL -> {
        if (json.token() == Token.STRING || json.token() == Token.NUMBER) {
          detail += (detail.isEmpty() ? "" : " ") + json.text(MAX_DETAIL_BYTES);
        }
      }
      case INNER -> inner();
      case ROWS -> rows();
      case ROW_MARKET, ID, PRICE, QUANTITY, TIME, SIDE -> {
        bare = true;
        row.note(key, json, dialect);
      }
      case OTHER -> {}
    }
  }

  private void noteKind() {
    if (json.token() != Token.STRING) {
      wrongKind = true;
      return;
    }
    Meaning said = json.word(dialect.kinds());
    if (said.compareTo(meaning) < 0) {
      meaning = said;
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
    }
  }

  private void row() {
    row.clear();
    while (json.next() == Token.KEY) {
      Key key = json.word(dialect.row());
      json.next();
      if (key != Key.OTHER) {
        row.note(key, json, dialect);
      }
      json.skip();
    }
    rows.add(row.read());
  }

  /** Passes over what is left of an array in which something unexpected stood. */
  private void leaveArray() {
    while (json.token() != Token.END_ARRAY && !json.token().isLast()) {
      json.skip();
      json.next();
    }
  }

  private void judge(Heard heard) {
    switch (meaning) {
      case REFUSED -> refused(heard);
      case CLOSING -> heard.plannedClose(reason(), SOON);
      case ANSWER -> answer(heard);
      case TRADES -> trades(heard);
      case HEARTBEAT -> heard.heartbeat();
      case OLD_TRADES, IGNORED -> {}
      case UNKNOWN ->
          bad(heard, wrongKind || bare ? BadInput.WRONG_SHAPE : BadInput.UNKNOWN_MESSAGE);
    }
  }

  private void answer(Heard heard) {
    if (failed || !detail.isEmpty()) {
      refused(heard);
    } else if (!namedMarket) {
      answers.request(heard);
    } else if (market.isPresent()) {
      answers.market(market.get(), heard);
    } else {
      bad(heard, BadInput.UNKNOWN_SYMBOL);
    }
  }

  private void trades(Heard heard) {
    if (bare) {
      rows.add(row.read());
    }
    if (rowsWrong || rows.isEmpty()) {
      bad(heard, BadInput.WRONG_SHAPE);
    }
    for (Row.Read read : rows) {
      switch (read) {
        case Row.Read.Whole(Trade trade) -> trades.add(trade);
        case Row.Read.Faulty(BadInput reason, Optional<Market> where) ->
            heard.bad(reason, where.map(Market::symbol));
      }
    }
    if (trades.size() > 1) {
      trades.sort(BY_ID);
    }
    for (Trade trade : trades) {
      answers.market(trade.market(), heard);
      heard.trade(trade);
    }
  }

  private void refused(Heard heard) {
    heard.refused(reason());
  }

  private String reason() {
    return detail.isEmpty() ? "no reason given" : detail;
  }

  /** Ids that only name stay as they were sent. */
  private static long number(Trade trade) {
    return switch (trade.id()) {
      case TradeId.Numbered(long number) -> number;
      case TradeId.Named _ -> 0;
    };
  }

  private static void bad(Heard heard, BadInput reason) {
    heard.bad(reason, Optional.<Symbol>empty());
  }
}
