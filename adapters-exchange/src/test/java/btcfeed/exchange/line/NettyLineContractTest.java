package btcfeed.exchange.line;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A line over Netty to a simulated venue")
class NettyLineContractTest extends SimulatedLineContract {
  NettyLineContractTest() throws IOException {
    super(Client.NETTY::line);
  }
}
