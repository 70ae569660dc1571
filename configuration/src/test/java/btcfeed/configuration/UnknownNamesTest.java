package btcfeed.configuration;

import static btcfeed.configuration.Configs.load;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("An unknown name")
class UnknownNamesTest {
  @ParameterizedTest
  @CsvSource({
    "FEED_SYMBOL, FEED_SYMBOLS",
    "FEED_STREAM_MAX_LEN, FEED_STREAM_MAXLEN",
    "FEED_MAXLEN, FEED_STREAM_MAXLEN",
    "REDIS_PASWORD, REDIS_PASSWORD",
    "REDIS_PASS, REDIS_PASSWORD",
    "REDIS_SSL, REDIS_USE_SSL",
    "redis_host, REDIS_HOST",
    "FAILOVER_REDIS_HOTS, FAILOVER_REDIS_HOST",
    "HEALTH_CHECK_PROT, HEALTH_CHECK_PORT",
    "WEBSOCKET_URLS, WEBSOCKET_URL",
    "REST_URL, REST_URL_<VENUE>",
  })
  @DisplayName("in the environment that is nearly a setting gets a suggestion")
  void nearest(String name, String nearest) {
    assertThat(load(name, "1").warnings())
        .containsExactly(
            "the environment has "
                + name
                + ", which is not a setting; did you mean "
                + nearest
                + "?");
  }

  @Test
  @DisplayName("in the environment that begins with FEED_ always gives a warning")
  void ours() {
    assertThat(load("FEED_ME_WITH_SOMETHING", "1").warnings())
        .containsExactly("the environment has FEED_ME_WITH_SOMETHING, which is not a setting");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PATH",
        "EXCHANGES",
        "USE_FAILOVERS",
        "REDIS_SERVICE_HOST",
        "REDIS_PORT_6379_TCP_ADDR",
        "REDIS_SERVICE_PORT_REDIS",
        "LANG",
        "REDIS_HOST",
        "REST_URL_KRAKEN_SPOT"
      })
  @DisplayName("in the environment is otherwise ignored")
  void others(String name) {
    assertThat(UnknownNames.inEnvironment(name, Settings.OURS)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "EXCHANGES, 'the file has EXCHANGES, which is not a setting; did you mean EXCHANGE?'",
    "TOTALLY_ELSE, 'the file has TOTALLY_ELSE, which is not a setting'",
  })
  @DisplayName("in the file always gives a warning")
  void inFile(String name, String sentence) {
    assertThat(UnknownNames.inFile(name, Settings.OURS)).contains(sentence);
  }

  @Test
  @DisplayName("is compared by inserted, removed or changed letters")
  void distance() {
    assertThat(NearestName.distance("", "abc")).isEqualTo(3);
    assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(NearestName.distance("same", "same")).isZero();
  }
}
