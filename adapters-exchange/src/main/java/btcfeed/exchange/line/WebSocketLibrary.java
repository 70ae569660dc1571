package btcfeed.exchange.line;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** What a WebSocket library does for one connection, whose bytes a {@link Transport} carries. */
interface WebSocketLibrary {
  /**
   * Performs the opening handshake by {@link Transport#exchange}.
   *
   * @throws IOException if the response is no upgrade to WebSocket
   */
  void open() throws IOException;

  /** Reads whole frames. Parts of messages go to the connection's {@link MessageAssembler}. */
  void read(ByteBuffer frames);

  /** Sends a text message, or a ping frame. Returns when the network has taken it. Any thread. */
  void send(Optional<String> textOrPing) throws IOException;

  /** Releases what the library holds. */
  void close();
}
