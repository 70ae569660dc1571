package btcfeed.exchange.line;

import btcfeed.domain.port.LinePort;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A line over Netty to a faulty venue")
class NettyLineFaultsTest extends LineFaultsContract {
  NettyLineFaultsTest() throws IOException {}

  @Override
  LinePort line(URI uri) {
    return Client.NETTY.line(uri);
  }
}
