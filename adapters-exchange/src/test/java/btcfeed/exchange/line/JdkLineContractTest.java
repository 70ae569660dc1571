package btcfeed.exchange.line;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A line over the JDK's client to a simulated venue")
class JdkLineContractTest extends SimulatedLineContract {
  JdkLineContractTest() throws IOException {
    super(Client.JDK::line);
  }
}
