package btcfeed.exchange.mexc;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Trade;
import btcfeed.exchange.codec.CloseNotice;
import btcfeed.exchange.codec.DecodeSink;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.JsonFormat;
import btcfeed.exchange.codec.PartialDecodeSink;
import btcfeed.exchange.codec.Payload;
import btcfeed.exchange.codec.SubscribedMarkets;
import btcfeed.exchange.codec.SubscriptionTracker;
import btcfeed.exchange.input.InputLimits;
import btcfeed.exchange.json.ByteDictionary;
import btcfeed.exchange.json.CursorToken;
import btcfeed.exchange.json.JsonCursor;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Decodes MEXC's messages. Responses are text: {@code {"code":0,"msg":".."}} with the name of the
 * stream, or a refusal, in {@code msg}. Trades are binary, several in one {@link MexcPush}. A
 * message has an effect only if it is complete.
 */
public final class MexcDecoder implements FrameDecoder {
  // After a notice without a date. Venues close about half a minute later.
  private static final Duration SOON = Duration.ofSeconds(10);

  private enum Field {
    MESSAGE,
    CODE,
    OTHER
  }

  private static final ByteDictionary<Field> FIELDS =
      new ByteDictionary<>(Map.of("msg", Field.MESSAGE, "code", Field.CODE), Field.OTHER);
  private static final ByteDictionary<Boolean> PONG =
      new ByteDictionary<>(Map.of("PONG", true), false);

  private final SubscriptionTracker answers;
  private final ByteDictionary<Optional<Market>> markets;
  private final JsonCursor json = new JsonCursor();
  private final MexcPush push;

  /** A decoder for one connection that subscribed to these markets. */
  public MexcDecoder(SubscribedMarkets markets, JsonFormat format) {
    answers = new SubscriptionTracker(markets.all(), format.requests());
    this.markets = format.trade().markets();
    push = new MexcPush(this.markets);
  }

  @Override
  public void decode(byte[] bytes, int length, DecodeSink sink) {
    json.begin(bytes, length);
    Response response = new Response();
    boolean object = json.next() == CursorToken.BEGIN_OBJECT;
    if (object) {
      response.read();
    } else {
      json.skip();
    }
    if (json.next() != CursorToken.END) {
      bad(sink, BadInput.MALFORMED);
    } else if (!object) {
      bad(sink, BadInput.WRONG_SHAPE);
    } else if (response.pong) {
      sink.heartbeat();
    } else if (response.market.isPresent()) {
      answers.market(response.market.get(), sink);
    } else if (CloseNotice.in(bytes, length).isPresent()) {
      sink.plannedClose(response.detail.isEmpty() ? "no reason given" : response.detail, SOON);
    } else if (!response.detail.isEmpty()) {
      sink.refused((response.code + " " + response.detail).strip());
      answers.refused(sink);
    } else {
      bad(sink, BadInput.UNKNOWN_MESSAGE);
    }
  }

  @Override
  public void decodeBinary(byte[] bytes, int length, DecodeSink sink) {
    try {
      push.read(bytes, length);
    } catch (IOException _) {
      bad(sink, BadInput.MALFORMED);
      return;
    }
    switch (push.payload()) {
      case ROWS -> {
        for (Trade trade : push.rows().trades(sink)) {
          answers.market(trade.market(), sink);
          sink.trade(trade);
        }
      }
      case NONE -> sink.heartbeat();
      case ABSENT -> bad(sink, BadInput.UNKNOWN_MESSAGE);
      case UNREADABLE -> bad(sink, BadInput.WRONG_SHAPE);
    }
  }

  @Override
  public void decodeCutBinary(byte[] beginning, int length, PartialDecodeSink sink) {
    push.readCut(beginning, length);
    if (push.payload() != Payload.ROWS) {
      return;
    }
    push.rows().wholeTrades().forEach(sink::trade);
    push.rows().nameOfCut(sink::cut);
  }

  private static void bad(DecodeSink sink, BadInput reason) {
    sink.bad(reason, Optional.empty());
  }

  /** A text message. */
  private final class Response {
    private boolean pong;
    private String code = "";
    private String detail = "";
    private Optional<Market> market = Optional.empty();

    void read() {
      while (json.member()) {
        Field field = json.key(FIELDS);
        CursorToken value = json.token();
        if (field == Field.MESSAGE && value == CursorToken.STRING) {
          pong = json.word(PONG);
          market = json.word(markets);
          detail = json.text(InputLimits.DETAIL_BYTES);
        } else if (field == Field.CODE && value == CursorToken.NUMBER) {
          code = json.text(InputLimits.DETAIL_BYTES);
        }
        json.skip();
      }
    }
  }
}
