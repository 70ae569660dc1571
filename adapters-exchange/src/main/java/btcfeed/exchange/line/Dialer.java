package btcfeed.exchange.line;

import btcfeed.exchange.net.Cancellation;
import btcfeed.exchange.net.OutboundConnector;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Locale;

/**
 * Opens the connection of one attempt to a venue, with TLS for {@code wss}.
 *
 * <p>One attempt, one thread; {@link #abort} from any.
 */
final class Dialer {
  private final OutboundConnector connector;
  private final Duration timeout;
  private final Cancellation cancellation = new Cancellation();

  /**
   * Makes one.
   *
   * @param timeout for the connection, and then for each read of the handshake
   */
  Dialer(OutboundConnector connector, Duration timeout) {
    this.connector = connector;
    this.timeout = timeout;
  }

  /** Connects; reads on the socket time out as long as the handshake may take. */
  Socket dial(URI uri) throws IOException {
    boolean secure = uri.getScheme().toLowerCase(Locale.ROOT).equals("wss");
    int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
    SocketChannel channel = connector.connect(uri.getHost(), port, timeout, cancellation);
    channel.socket().setSoTimeout(Math.clamp(timeout.toMillis(), 1, Integer.MAX_VALUE));
    return secure ? connector.encrypt(channel, uri.getHost(), port) : channel.socket();
  }

  /** Closes the connection, or the attempt. What is blocked on it fails. */
  void abort() {
    cancellation.cancel();
  }
}
