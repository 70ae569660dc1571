package btcfeed.exchange.codec;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.json.CursorToken;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Understands the messages of a venue that speaks a {@link JsonVenue}.
 *
 * <p>A message is walked once and judged when it has proved whole to its last byte. Of several
 * trades in one, those that are faulty are reported and the others said, ids ascending whatever
 * their order was.
 *
 * <p>Of a message that was cut, trades are salvaged if it had said all that whole ones on this
 * connection say before their trades; where these say what they are only afterwards, never.
 */
public final class JsonVenueDecoder implements FrameDecoder {
  private static final byte[] PONG = "pong".getBytes(StandardCharsets.US_ASCII);
  // After a notice without a date: venues leave about half a minute.
  private static final Duration SOON = Duration.ofSeconds(10);

  private final JsonVenue dialect;
  private final SubscriptionTracker answers;
  private final JsonVenueMessage message;
  private final Sequence messages = new Sequence();

  /** A decoder for one connection that asked for these markets. */
  public JsonVenueDecoder(JsonVenue dialect, SubscribedMarkets markets) {
    this.dialect = dialect;
    message = new JsonVenueMessage(dialect);
    answers = new SubscriptionTracker(markets.all(), dialect.answers());
  }

  @Override
  public void decode(byte[] bytes, int length, DecodeSink heard) {
    CursorToken last = message.read(bytes, length);
    if (last == CursorToken.END) {
      if (messages.skips(message.sequence)) {
        bad(heard, BadInput.LOST);
      }
      judge(bytes, length, heard);
    } else if (last == CursorToken.NULL) {
      bad(heard, BadInput.WRONG_SHAPE);
    } else if (Arrays.equals(bytes, 0, length, PONG, 0, PONG.length)) {
      heard.heartbeat();
    } else {
      bad(heard, BadInput.MALFORMED);
    }
  }

  @Override
  public void decodeCut(byte[] bytes, int length, PartialDecodeSink salvage) {
    boolean whole = message.read(bytes, length) != CursorToken.MALFORMED;
    boolean news = message.meaning == MessageType.TRADES && !message.failed;
    if (whole && news && message.foreword.complete()) {
      salvage(salvage);
    }
  }

  private void salvage(PartialDecodeSink salvage) {
    if (message.namedMarket) {
      message.rows.about(message.market);
    }
    if (message.bare.isEmpty()) {
      message.rows.wholeTrades().forEach(salvage::trade);
    }
    message.rows.about(message.market);
    message.rows.cutName(salvage::cut);
  }

  private void judge(byte[] bytes, int length, DecodeSink heard) {
    if (message.failed && message.meaning.compareTo(MessageType.ANSWER) >= 0) {
      refused(heard);
      return;
    }
    switch (message.meaning) {
      case REFUSED -> refused(heard);
      case CLOSING -> heard.plannedClose(message.reason(), SOON);
      case PAUSING -> {
        if (answers.confirmed()) {
          heard.plannedClose(message.reason(), SOON);
        }
      }
      case PING -> ping(heard);
      case WELCOME -> heard.welcome();
      case ANSWER -> answer(heard);
      case NOTICE -> notice(bytes, length, heard);
      case TRADES -> trades(bytes, length, heard);
      case ANSWER_OR_TRADES -> {
        if (message.payload == Payload.ABSENT) {
          answer(heard);
        } else {
          trades(bytes, length, heard);
        }
      }
      case HEARTBEAT -> {
        heard.heartbeat();
        reached(heard);
      }
      case OLD_TRADES -> {
        message.foreword.learn();
        reached(heard);
      }
      case IGNORED -> {}
      case UNKNOWN -> {
        if (message.wrongKind || message.bare.isPresent()) {
          bad(heard, BadInput.WRONG_SHAPE);
        } else if (message.strangeTopic) {
          bad(heard, BadInput.UNKNOWN_SYMBOL);
        } else {
          notice(bytes, length, heard);
        }
      }
    }
  }

  /** A message without trades that is not known, unless it announces the end. */
  private static void notice(byte[] bytes, int length, DecodeSink heard) {
    Optional<String> words = CloseNotice.in(bytes, length);
    if (words.isPresent()) {
      heard.plannedClose(words.get(), SOON);
    } else {
      bad(heard, BadInput.UNKNOWN_MESSAGE);
    }
  }

  private void ping(DecodeSink heard) {
    if (message.number.isEmpty()) {
      bad(heard, BadInput.WRONG_SHAPE);
    } else {
      heard.reply(dialect.pong().replace("?", message.number));
      heard.heartbeat();
    }
  }

  private void answer(DecodeSink heard) {
    if (!message.succeeded && !message.detail.isEmpty()) {
      refused(heard);
    } else if (!message.namedMarket) {
      answers.request(heard);
    } else if (message.market.isPresent()) {
      answers.market(message.market.get(), heard);
    } else {
      bad(heard, BadInput.UNKNOWN_SYMBOL);
    }
  }

  private void reached(DecodeSink heard) {
    if (dialect.ids() == Continuity.SEQUENTIAL) {
      message.rows.about(message.market);
      message.rows.newest(heard::reached);
    }
  }

  private void trades(byte[] bytes, int length, DecodeSink heard) {
    switch (message.payload) {
      case ABSENT -> {
        if (message.bare.isEmpty()) {
          bad(heard, BadInput.WRONG_SHAPE);
        }
      }
      case UNREADABLE -> bad(heard, BadInput.WRONG_SHAPE);
      case NONE -> heard.heartbeat();
      case ROWS -> {
        if (message.rows.areForeign() && CloseNotice.in(bytes, length).isPresent()) {
          notice(bytes, length, heard);
          return;
        }
      }
    }
    message.foreword.learn();
    if (message.namedMarket) {
      message.rows.about(message.market);
    }
    message.rows.blame(heard);
    List<Trade> trades = message.rows.trades();
    for (int i = 0; i < trades.size(); i++) {
      Trade trade = trades.get(i);
      answers.market(trade.market(), heard);
      heard.trade(trade);
    }
  }

  private void refused(DecodeSink heard) {
    heard.refused(message.reason());
    answers.refused(heard);
  }

  private static void bad(DecodeSink heard, BadInput reason) {
    heard.bad(reason, Optional.<Symbol>empty());
  }
}
