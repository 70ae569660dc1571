package btcfeed.exchange.codec;

import btcfeed.domain.line.BadInput;

/**
 * Decodes MEXC's messages. Responses are text. Trades are binary, several in one {@link MexcPush}.
 * A message has an effect only if it is complete.
 */
public final class MexcDecoder extends JsonDecoder {
  private final MexcPush push;

  /** A decoder for one connection that subscribed to these markets. */
  public MexcDecoder(SubscribedMarkets markets, JsonFormat format) {
    super(markets, format);
    push = new MexcPush(format.trade().markets());
  }

  @Override
  public void decodeBinary(byte[] bytes, int length, DecodeSink sink) {
    if (!push.read(bytes, length, /* cut= */ false)) {
      sink.bad(BadInput.MALFORMED);
      return;
    }
    switch (push.payload()) {
      case ROWS -> answers.publish(push.rows, sink);
      case NONE -> sink.heartbeat();
      case ABSENT -> sink.bad(BadInput.UNKNOWN_MESSAGE);
      case UNREADABLE -> sink.bad(BadInput.WRONG_SHAPE);
    }
  }

  @Override
  public void decodeCutBinary(byte[] beginning, int length, PartialDecodeSink sink) {
    var _ = push.read(beginning, length, /* cut= */ true);
    if (push.payload() == Payload.ROWS) {
      push.rows.wholeTrades().forEach(sink::trade);
      push.rows.nameOfCut(sink::cut);
    }
  }
}
