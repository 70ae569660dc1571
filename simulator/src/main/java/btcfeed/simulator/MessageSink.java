package btcfeed.simulator;

import java.nio.charset.StandardCharsets;

/** Receives the messages for one client, in order. */
interface MessageSink {
  /**
   * Takes one message.
   *
   * @param opcode {@link Frames#TEXT} or {@link Frames#BINARY}
   * @param payload read during the call only, up to {@code length}
   */
  void message(int opcode, byte[] payload, int length);

  default void text(String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    message(Frames.TEXT, payload, payload.length);
  }

  /** Takes a text message, written as in {@link Templates#json}. */
  default void json(String template, Object... values) {
    text(Templates.json(template, values));
  }

  default void binary(byte[] payload) {
    message(Frames.BINARY, payload, payload.length);
  }
}
