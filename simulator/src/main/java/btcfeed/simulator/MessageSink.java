package btcfeed.simulator;

import java.nio.charset.StandardCharsets;

/** Where what a venue says to one client goes, in order. */
interface MessageSink {
  /**
   * One message.
   *
   * @param opcode {@link Frames#TEXT} or {@link Frames#BINARY}
   * @param payload read during the call only, up to {@code length}
   */
  void message(int opcode, byte[] payload, int length);

  default void text(String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    message(Frames.TEXT, payload, payload.length);
  }

  default void binary(byte[] payload) {
    message(Frames.BINARY, payload, payload.length);
  }
}
