package btcfeed.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The address of a Redis")
class RedisUrlTest {
  @ParameterizedTest
  @CsvSource({
    "valkey://u:p@h:7/1, redis://u:p@h:7/1",
    "valkeys://h, rediss://h",
    "VALKEYS://h, rediss://h",
    "valkey+sentinel://a/m, redis+sentinel://a/m",
    "valkeys+cluster://a, rediss+cluster://a",
    "redis://h:7/0?protocol=3, redis://h:7/0",
    "valkeys://h?protocol=2, rediss://h",
  })
  @DisplayName("accepts the scheme of Valkey and a protocol version")
  void sameAs(String text, String other) {
    assertThat(RedisUrl.parse(text)).isPresent().isEqualTo(RedisUrl.parse(other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://h?timeout=5",
        "redis://h?",
        "redis://h?protocol=4",
        "redis?://h",
        "valkeyx://h"
      })
  @DisplayName("is refused with any other parameter, and the fault names the question mark")
  void otherParameters(String text) {
    assertThat(Configs.faults(Configs.load("REDIS_URL", text)))
        .singleElement()
        .extracting(ConfigFault::expected)
        .asString()
        .contains("may follow a ?", "protocol=3");
  }
}
