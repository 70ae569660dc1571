package btcfeed.exchange.line;

import btcfeed.domain.port.LinePort;
import java.io.IOException;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A line over Tyrus to a faulty venue")
class TyrusLineFaultsTest extends LineFaultsContract {
  TyrusLineFaultsTest() throws IOException {}

  @Override
  LinePort line(URI uri) {
    return Client.TYRUS.line(uri);
  }
}
