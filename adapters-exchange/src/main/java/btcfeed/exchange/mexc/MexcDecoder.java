package btcfeed.exchange.mexc;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Trade;
import btcfeed.exchange.codec.DecodeSink;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.JsonDecoder;
import btcfeed.exchange.codec.JsonFormat;
import btcfeed.exchange.codec.PartialDecodeSink;
import btcfeed.exchange.codec.Payload;
import btcfeed.exchange.codec.SubscribedMarkets;
import btcfeed.exchange.codec.SubscriptionTracker;
import java.io.IOException;

/**
 * Decodes MEXC's messages. Responses are text. Trades are binary, several in one {@link MexcPush}.
 * A message has an effect only if it is complete.
 */
public final class MexcDecoder implements FrameDecoder {
  private final SubscriptionTracker answers;
  private final JsonDecoder responses;
  private final MexcPush push;

  /** A decoder for one connection that subscribed to these markets. */
  public MexcDecoder(SubscribedMarkets markets, JsonFormat format) {
    answers = new SubscriptionTracker(markets.all(), format.requests());
    responses = new JsonDecoder(format, answers);
    push = new MexcPush(format.trade().markets());
  }

  @Override
  public void decode(byte[] bytes, int length, DecodeSink sink) {
    responses.decode(bytes, length, sink);
  }

  @Override
  public void decodeBinary(byte[] bytes, int length, DecodeSink sink) {
    try {
      push.read(bytes, length);
    } catch (IOException _) {
      sink.bad(BadInput.MALFORMED);
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
      case ABSENT -> sink.bad(BadInput.UNKNOWN_MESSAGE);
      case UNREADABLE -> sink.bad(BadInput.WRONG_SHAPE);
    }
  }

  @Override
  public void decodeCutBinary(byte[] beginning, int length, PartialDecodeSink sink) {
    push.readCut(beginning, length);
    if (push.payload() == Payload.ROWS) {
      push.rows().wholeTrades().forEach(sink::trade);
      push.rows().nameOfCut(sink::cut);
    }
  }
}
