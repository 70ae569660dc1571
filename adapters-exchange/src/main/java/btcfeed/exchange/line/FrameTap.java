package btcfeed.exchange.line;

import btcfeed.domain.line.LineId;

/**
 * Receives the messages of all lines, byte for byte, before they are decoded.
 *
 * <p>Connections call from several threads at once; the calls of one connection come one at a time
 * and in order. Must not block: a blocked tap stops the reading.
 */
public interface FrameTap {
  /** Ignores everything. */
  FrameTap NONE = (_, _) -> Tapped.NOTHING;

  /**
   * The handshake of a connection is done; its first message follows.
   *
   * @param timeUs now, Unix microseconds
   */
  Tapped opened(LineId line, long timeUs);

  /** Receives the messages of one connection. */
  interface Tapped {
    /** Ignores everything. */
    Tapped NOTHING = new Tapped() {};

    /**
     * A whole message arrived.
     *
     * @param bytes never changed afterwards
     * @param timeUs when its last byte arrived, Unix microseconds
     */
    default void message(byte[] bytes, boolean binary, long timeUs) {}

    /** The connection ended inside this message; {@link #closed} is next. */
    default void cut(byte[] beginning, boolean binary, long timeUs) {}

    /** The connection is closed. Called once, last. */
    default void closed(long timeUs) {}
  }
}
