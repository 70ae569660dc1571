package btcfeed.exchange.codec;

import btcfeed.domain.line.BadInput;
import java.util.Optional;

/**
 * Decodes the messages of one connection, in order. May remember what was said on it, such as which
 * requests are still unanswered. One thread, but for {@link #close}.
 */
public interface FrameDecoder {
  /**
   * Decodes one whole text message, UTF-8. Whatever the bytes are, it returns; what cannot be used
   * is reported as {@link DecodeSink#bad}.
   *
   * @param message read during the call only, up to {@code length}
   */
  void decode(byte[] message, int length, DecodeSink heard);

  /** The same of a binary message; most venues send none. */
  default void decodeBinary(byte[] message, int length, DecodeSink heard) {
    heard.bad(BadInput.WRONG_FRAME, Optional.empty());
  }

  /**
   * Decodes the beginning of a text message whose rest will never come. Says only what no rest
   * could have changed: trades that are whole, where it is known by then that they are news. Most
   * messages are one trade, and then there is none.
   *
   * @param beginning read during the call only, up to {@code length}
   */
  default void decodeCut(byte[] beginning, int length, PartialDecodeSink salvage) {}

  /** The same of a binary message. */
  default void decodeCutBinary(byte[] beginning, int length, PartialDecodeSink salvage) {}

  /** The connection is over: lets go of what it holds, and says nothing any more. Any thread. */
  default void close() {}
}
