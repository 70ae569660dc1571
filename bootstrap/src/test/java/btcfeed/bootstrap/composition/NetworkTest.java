package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Security;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The addresses of a name")
class NetworkTest {
  private static final String TTL = "networkaddress.cache.ttl";
  private static final String NEGATIVE_TTL = "networkaddress.cache.negative.ttl";

  @AfterEach
  void restore() {
    Security.setProperty(TTL, "5");
    Security.setProperty(NEGATIVE_TTL, "2");
  }

  @Test
  @DisplayName("are cached for 5 s, so that a venue that moved is found soon")
  void briefly() {
    Network.rememberAddressesBriefly();

    assertThat(Security.getProperty(TTL)).isEqualTo("5");
    assertThat(Security.getProperty(NEGATIVE_TTL)).isEqualTo("2");
  }

  @Test
  @DisplayName("are cached as long as the operator has set")
  void asTheOperatorWants() {
    Security.setProperty(TTL, "77");
    Security.setProperty(NEGATIVE_TTL, "7");
    Network.rememberAddressesBriefly();

    assertThat(Security.getProperty(TTL)).isEqualTo("77");
    assertThat(Security.getProperty(NEGATIVE_TTL)).isEqualTo("7");
  }
}
