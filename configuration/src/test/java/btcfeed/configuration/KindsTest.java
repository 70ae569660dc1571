package btcfeed.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.redis.Topology;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A value")
class KindsTest {
  private static final Kind<Duration> DURATION =
      Kinds.duration(Duration.ofMillis(1), Duration.ofHours(24));
  private static final Kind<Long> SIZE = Kinds.size(1, 1L << 40);

  @ParameterizedTest
  @CsvSource({
    "250ms, 250",
    "5s, 5000",
    "2m, 120000",
    "1h, 3600000",
    "5, 5000",
    "0.5, 500",
    "1.5s, 1500",
    "5 s, 5000",
    "250MS, 250",
  })
  @DisplayName("of a duration is a number and ms, s, m or h; seconds when bare")
  void durations(String text, long ms) {
    assertThat(DURATION.read(text)).contains(Duration.ofMillis(ms));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "abc",
        "5d",
        "-1s",
        "1e3",
        "5ss",
        "0",
        "25h",
        "1.s",
        ".5",
        "NaN",
        "0x10",
        "9999999999999999999h",
        "99999999999999999999999999999999999999"
      })
  @DisplayName("of a duration has no other form, and is in range")
  void notDurations(String text) {
    assertThat(DURATION.read(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1024, 1024",
    "64MiB, 67108864",
    "10MB, 10000000",
    "1kB, 1000",
    "1KiB, 1024",
    "1.5KiB, 1536",
    "2 GiB, 2147483648",
    "1gb, 1000000000",
    "1TiB, 1099511627776",
    "7b, 7",
  })
  @DisplayName("of a size is bytes, or a number with a unit")
  void sizes(String text, long bytes) {
    assertThat(SIZE.read(text)).contains(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10M", "1.5", "-1", "0", "2TiB", "9999999TiB", "MiB", "0.0001KiB"})
  @DisplayName("of a size is not ambiguous, broken or out of range")
  void notSizes(String text) {
    assertThat(SIZE.read(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "true,true",
    "TRUE,true",
    "1,true",
    "yes,true",
    "on,true",
    "false,false",
    "0,false",
    "no,false",
    "Off,false",
  })
  @DisplayName("of a switch is true or false in the usual words")
  void booleans(String text, boolean value) {
    assertThat(Kinds.BOOLEAN.read(text)).contains(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "-1", "80a", "", "+-1", "99999999999999999999999999"})
  @DisplayName("of a port is from 1 to 65535")
  void notPorts(String text) {
    assertThat(Kinds.PORT.read(text)).isEmpty();
  }

  @Test
  @DisplayName("of the HTTP port may be 0")
  void portZero() {
    assertThat(Kinds.PORT_OR_ZERO.read("0")).contains(0);
    assertThat(Kinds.PORT.read("65535")).contains(65535);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"localhost", "10.0.0.1", "redis_1", "r-1.example.com", "::1", "fe80::1%eth0"})
  @DisplayName("of a host is a name or an address")
  void hosts(String text) {
    assertThat(Kinds.HOST.read(text)).contains(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"redis://x", "host:6379", "a b", "", "-x", "a/b", "x\ny"})
  @DisplayName("of a host has no scheme, port or blank")
  void notHosts(String text) {
    assertThat(Kinds.HOST.read(text)).isEmpty();
  }

  @Test
  @DisplayName("of an address has one of the supported schemes")
  void urls() {
    Kind<URI> ws = Kinds.url("ws", "wss");
    assertThat(ws.read("wss://stream.example.com:9443/ws")).isPresent();
    assertThat(ws.read("ws://127.0.0.1:8080")).isPresent();
    for (String wrong :
        new String[] {"https://x", "wss://", "wss:x", "x", "wss://h:99999", "wss://h#f", "w s"}) {
      assertThat(ws.read(wrong)).as(wrong).isEmpty();
    }
  }

  @Test
  @DisplayName("of a list is split at commas, each entry once, in order")
  void lists() {
    assertThat(Kinds.SYMBOLS.read("btc-usdt, BTC-USD,BTC-USDT").map(Object::toString))
        .contains("[BTC-USDT, BTC-USD]");
    assertThat(Kinds.VENUES.read(" Binance").map(Object::toString)).contains("[binance]");
    assertThat(Kinds.SYMBOLS.read("BTCUSDT")).isEmpty();
    assertThat(Kinds.SYMBOLS.read("BTC-USD,")).isEmpty();
    assertThat(Kinds.KEYS.read("a b")).isEmpty();
    assertThat(Kinds.KEYS.read("k,".repeat(Kinds.MAX_LIST) + "k")).isPresent();
  }

  @Test
  @DisplayName("of a list has a maximum length")
  void listsAreBounded() {
    StringBuilder many = new StringBuilder("k0");
    for (int i = 1; i <= Kinds.MAX_LIST; i++) {
      many.append(",k").append(i);
    }
    assertThat(Kinds.KEYS.read(many.toString())).isEmpty();
  }

  @Test
  @DisplayName("of any kind has a maximum length")
  void lengthIsBounded() {
    assertThat(Kinds.TEXT.read("x".repeat(Kind.MAX_LENGTH))).isPresent();
    assertThat(Kinds.TEXT.read("x".repeat(Kind.MAX_LENGTH + 1))).isEmpty();
  }

  @Test
  @DisplayName("of a Redis address has user, password, host, port, database and encryption")
  void redisUrls() {
    assertThat(RedisUrl.parse("rediss://me:p%40ss+w%2Frd@my_redis:6380/3"))
        .contains(
            new RedisUrl(
                true,
                Optional.of("me"),
                Optional.of(new Secret("p@ss+w/rd")),
                single("my_redis", 6380),
                3));
    assertThat(RedisUrl.parse("redis://:pw@h"))
        .contains(
            new RedisUrl(
                false, Optional.empty(), Optional.of(new Secret("pw")), single("h", 6379), 0));
    assertThat(RedisUrl.parse("redis://[::1]:7000/").map(RedisUrl::topology))
        .contains(single("::1", 7000));
    assertThat(RedisUrl.parse("redis://[::1]").map(RedisUrl::topology))
        .contains(single("::1", 6379));
  }

  private static Topology single(String host, int port) {
    return new Topology.Single(new Topology.Node(host, port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://h",
        "h:6379",
        "redis://",
        "redis://h:0",
        "redis://h:x",
        "redis://h:",
        "redis://h/x",
        "redis://h?ssl_cert_reqs=none",
        "redis://u:%zz@h",
        "redis://h/-1",
        "redis:///0"
      })
  @DisplayName("of a Redis address is complete or refused")
  void notRedisUrls(String text) {
    assertThat(RedisUrl.parse(text)).isEmpty();
  }
}
