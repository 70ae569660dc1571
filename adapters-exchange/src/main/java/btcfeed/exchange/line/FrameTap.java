package btcfeed.exchange.line;

import btcfeed.domain.line.LineId;

/**
 * Who wants what a line hears, byte for byte, before anybody has made sense of it.
 *
 * <p>Any thread, also several at once; those of one connection come one at a time and in order.
 * Must not block: the venue would wait.
 */
public interface FrameTap {
  /** Nobody does. */
  FrameTap NONE = (_, _) -> Tapped.NOTHING;

  /**
   * A handshake is done; comes before the connection's first message.
   *
   * @param timeUs now, Unix microseconds
   */
  Tapped opened(LineId line, long timeUs);

  /** One connection. */
  interface Tapped {
    /** Lets everything pass. */
    Tapped NOTHING =
        new Tapped() {
          @Override
          public void message(byte[] bytes, boolean binary, long timeUs) {}

          @Override
          public void cut(byte[] beginning, boolean binary, long timeUs) {}

          @Override
          public void closed(long timeUs) {}
        };

    /**
     * A whole message came.
     *
     * @param bytes never changed afterwards
     * @param timeUs when its last byte had come, Unix microseconds
     */
    void message(byte[] bytes, boolean binary, long timeUs);

    /**
     * The beginning of a message whose rest did not come before the connection ended; {@link
     * #closed} is next.
     */
    void cut(byte[] beginning, boolean binary, long timeUs);

    /** The connection is over, whoever ended it. Once; nothing comes after it. */
    void closed(long timeUs);
  }
}
