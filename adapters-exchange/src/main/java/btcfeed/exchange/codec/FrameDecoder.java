package btcfeed.exchange.codec;

import btcfeed.domain.line.BadInput;

/**
 * Decodes the messages of one connection, in order. It may keep state, such as which requests are
 * not yet answered. One thread, except {@link #close}.
 */
public interface FrameDecoder {
  /**
   * Decodes one complete text message, UTF-8. It never throws, whatever the bytes are: what cannot
   * be used goes to {@link DecodeSink#bad}.
   *
   * @param message read only during the call, up to {@code length}
   */
  void decode(byte[] message, int length, DecodeSink sink);

  /** The same for a binary message; most venues send none. */
  default void decodeBinary(byte[] message, int length, DecodeSink sink) {
    sink.bad(BadInput.WRONG_FRAME);
  }

  /**
   * Decodes the beginning of a text message that was cut when the connection ended. It passes on
   * complete trades, if no possible rest of the message could change their meaning. A message of
   * one trade has none.
   *
   * @param beginning read only during the call, up to {@code length}
   */
  default void decodeCut(byte[] beginning, int length, PartialDecodeSink sink) {}

  /** The same for a binary message. */
  default void decodeCutBinary(byte[] beginning, int length, PartialDecodeSink sink) {}

  /** Releases what the decoder holds; no call has an effect afterwards. Any thread. */
  default void close() {}
}
