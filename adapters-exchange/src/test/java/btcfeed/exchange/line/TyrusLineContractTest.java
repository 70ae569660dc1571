package btcfeed.exchange.line;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A line over Tyrus to a simulated venue")
class TyrusLineContractTest extends SimulatedLineContract {
  TyrusLineContractTest() throws IOException {
    super(Client.TYRUS::line);
  }
}
