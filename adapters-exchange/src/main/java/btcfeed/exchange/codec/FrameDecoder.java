package btcfeed.exchange.codec;

/**
 * Decodes the messages of one connection, in order. May remember what was said on it, such as which
 * requests are still unanswered. One thread.
 */
public interface FrameDecoder {
  /**
   * Decodes one whole text message, UTF-8. Whatever the bytes are, it returns; what cannot be used
   * is reported as {@link Heard#bad}.
   *
   * @param message read during the call only, up to {@code length}
   */
  void decode(byte[] message, int length, Heard heard);
}
