package btcfeed.exchange.codec;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.json.CursorToken;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decodes the messages of a venue that has a {@link JsonFormat}.
 *
 * <p>A message is read once, and has an effect only if it is complete. Of several trades in one
 * message the bad ones are reported and the others published, by ascending id.
 *
 * <p>Of a message that was cut, complete trades are recovered if the part before them has as many
 * words about the message as complete messages on this connection have. If complete messages name
 * their type only behind their trades, nothing is recovered.
 */
public class JsonDecoder implements FrameDecoder {
  final JsonFormat format;
  final SubscriptionTracker answers;
  private final byte[] heartbeatText;
  private final JsonMessage message;
  private final Sequence messages = new Sequence();

  /** A decoder for one connection that subscribed to these markets. */
  public JsonDecoder(SubscribedMarkets markets, JsonFormat format) {
    this.format = format;
    answers = new SubscriptionTracker(markets.all(), format.requests());
    heartbeatText = format.heartbeatText().getBytes(StandardCharsets.US_ASCII);
    message = new JsonMessage(format);
  }

  @Override
  public void decode(byte[] bytes, int length, DecodeSink sink) {
    CursorToken last = message.read(bytes, length);
    if (last == CursorToken.END) {
      if (messages.skips(message.sequence)) {
        sink.bad(BadInput.LOST);
      }
      handle(bytes, length, sink);
    } else if (last == CursorToken.NULL) {
      sink.bad(BadInput.WRONG_SHAPE);
    } else if (length > 0
        && Arrays.equals(bytes, 0, length, heartbeatText, 0, heartbeatText.length)) {
      sink.heartbeat();
    } else {
      sink.bad(BadInput.MALFORMED);
    }
  }

  @Override
  public void decodeCut(byte[] bytes, int length, PartialDecodeSink sink) {
    boolean json = message.read(bytes, length) != CursorToken.MALFORMED;
    boolean news = message.type == MessageType.TRADES && !message.failed;
    if (json && news && message.envelope.complete()) {
      recover(sink);
    }
  }

  private void recover(PartialDecodeSink sink) {
    if (message.namesMarket) {
      message.rows.about(message.market);
    }
    if (!message.isTrade) {
      message.rows.wholeTrades().forEach(sink::trade);
    }
    message.rows.about(message.market);
    message.rows.nameOfCut(sink::cut);
  }

  private void handle(byte[] bytes, int length, DecodeSink sink) {
    if (message.failed && message.type.compareTo(MessageType.ANSWER) >= 0) {
      refused(sink);
      return;
    }
    switch (message.type) {
      case REFUSED -> refused(sink);
      case CLOSING -> sink.plannedClose(message.reason(), format.closesWithin());
      case PAUSING -> {
        if (answers.confirmed()) {
          sink.plannedClose(message.reason(), format.closesWithin());
        }
      }
      case PING -> ping(sink);
      case WELCOME -> welcomed(message.venueNumber, sink);
      case ANSWER -> answer(sink);
      case NOTICE -> notice(bytes, length, sink);
      case TRADES -> trades(bytes, length, sink);
      case ANSWER_OR_TRADES -> {
        if (message.payload == Payload.ABSENT) {
          answer(sink);
        } else {
          trades(bytes, length, sink);
        }
      }
      case HEARTBEAT -> {
        sink.heartbeat();
        reached(sink);
      }
      case OLD_TRADES -> {
        message.envelope.learn();
        reached(sink);
      }
      case IGNORED -> {}
      case UNKNOWN -> {
        if (message.typeIsNoText || message.isTrade) {
          sink.bad(BadInput.WRONG_SHAPE);
        } else if (message.unknownTopic) {
          sink.bad(BadInput.UNKNOWN_SYMBOL);
        } else {
          notice(bytes, length, sink);
        }
      }
    }
  }

  /** Handles a message without trades and without a known type. */
  private void notice(byte[] bytes, int length, DecodeSink sink) {
    if (message.verdict && CloseNotice.in(bytes, length).isEmpty()) {
      refused(sink);
    } else {
      CloseNotice.report(bytes, length, format.closesWithin(), sink);
    }
  }

  private void ping(DecodeSink sink) {
    if (message.number.isEmpty()) {
      sink.bad(BadInput.WRONG_SHAPE);
    } else {
      sink.reply(format.pingReply().replace("?", message.number));
      sink.heartbeat();
    }
  }

  private void answer(DecodeSink sink) {
    if (!message.succeeded && !message.detail.isEmpty()) {
      refused(sink);
    } else if (!message.namesMarket) {
      answers.request(message.number, sink);
    } else if (message.market.isPresent()) {
      granted(message.market.get(), message.venueNumber, sink);
    } else {
      sink.bad(BadInput.UNKNOWN_SYMBOL);
    }
  }

  /** The venue takes requests from now on. */
  void welcomed(long venueNumber, DecodeSink sink) {
    sink.welcome();
  }

  /** The answer to a subscription grants this market. */
  void granted(Market market, long venueNumber, DecodeSink sink) {
    answers.market(market, sink);
  }

  private void reached(DecodeSink sink) {
    if (format.trade().ids() == Continuity.SEQUENTIAL) {
      message.rows.about(message.market);
      message.rows.newest(sink::reached);
    }
  }

  private void trades(byte[] bytes, int length, DecodeSink sink) {
    switch (message.payload) {
      case ABSENT -> {
        if (!message.isTrade) {
          sink.bad(BadInput.WRONG_SHAPE);
        }
      }
      case UNREADABLE -> sink.bad(BadInput.WRONG_SHAPE);
      case NONE -> sink.heartbeat();
      case ROWS -> {
        if (message.rows.areForeign() && CloseNotice.in(bytes, length).isPresent()) {
          notice(bytes, length, sink);
          return;
        }
      }
    }
    message.envelope.learn();
    if (message.namesMarket) {
      message.rows.about(message.market);
    }
    if (message.isTrade && message.payload == Payload.ABSENT) {
      answers.publish(message.bare(), sink);
      return;
    }
    answers.publish(message.rows, sink);
  }

  private void refused(DecodeSink sink) {
    sink.refused(message.reason());
    answers.refused(sink);
  }
}
