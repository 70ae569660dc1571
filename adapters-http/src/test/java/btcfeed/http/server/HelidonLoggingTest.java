package btcfeed.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.helidon.logging.common.spi.LoggingProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Logging")
class HelidonLoggingTest {
  @Test
  @DisplayName("is declared to Helidon, which would otherwise print a warning at every start")
  void isKnown() {
    assertThat(ServiceLoader.load(LoggingProvider.class))
        .singleElement()
        .isInstanceOf(HelidonLogging.class);
  }
}
