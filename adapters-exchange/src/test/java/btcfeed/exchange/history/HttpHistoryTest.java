package btcfeed.exchange.history;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.HistoryPort.Answer;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.exchange.SystemClock;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.input.InputLimits;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.json.ByteDictionary;
import btcfeed.exchange.json.TimeFormat;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.exchange.net.VenueHttpClient;
import btcfeed.testsupport.CannedServer;
import btcfeed.testsupport.CannedServer.Canned;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A history with two addresses")
class HttpHistoryTest {
  private static final Wanted WANTED =
      new Wanted.Times(new Market(new Venue("here"), Symbol.parse("BTC-USD")), 1, 2, "");

  private CannedServer front;
  private CannedServer back;
  private HttpHistory history;

  private final MessageBudget budget = new MessageBudget(64L * 1024 * 1024);

  @BeforeEach
  void start() throws IOException {
    front = new CannedServer();
    back = new CannedServer();
    history =
        new HttpHistory(
            description(),
            Optional.empty(),
            new VenueHttpClient(
                OutboundConnector.direct(new SystemClock()),
                InputLimits.HISTORY_EXCHANGE_TIME,
                InputLimits.HISTORY_BODY_BYTES),
            budget);
  }

  @AfterEach
  void stop() {
    history.close();
    front.close();
    back.close();
  }

  @Test
  @DisplayName("continues at the other address where it is not served, and stays there")
  void notServedHere() {
    front.answer(Canned.of(451, ""));

    assertThat(waits()).isEqualTo(Duration.ZERO);
    assertThat(history.fetch(WANTED)).isInstanceOf(Answer.Page.class);
    assertThat(history.fetch(WANTED)).isInstanceOf(Answer.Page.class);
    assertThat(front.asked()).hasSize(1);
    assertThat(back.asked()).hasSize(2);
  }

  @Test
  @DisplayName("waits long if neither address serves it, then asks again")
  void nowhere() {
    front.answer(Canned.of(451, ""));
    back.answer(Canned.of(451, ""));

    assertThat(waits()).isEqualTo(Duration.ZERO);
    assertThat(waits()).hasMinutes(15);
    front.answer(Canned.of(200, "[]"));
    assertThat(history.fetch(WANTED)).isInstanceOf(Answer.Page.class);
  }

  @Test
  @DisplayName(
      "is not asked while the memory for messages is in use, and releases what it reserved")
  void memory() {
    assertThat(budget.reserve(60L * 1024 * 1024)).isTrue();
    assertThat(waits()).isEqualTo(Duration.ZERO);
    assertThat(front.asked()).isEmpty();

    budget.release(60L * 1024 * 1024);
    assertThat(history.fetch(WANTED)).isInstanceOf(Answer.Page.class);
    assertThat(budget.reservedBytes()).isZero();
  }

  @Test
  @DisplayName("continues at the other address if there is no answer")
  void unreachable() {
    front.close();

    assertThat(history.fetch(WANTED)).isInstanceOf(Answer.Later.class);
    assertThat(history.fetch(WANTED)).isInstanceOf(Answer.Page.class);
  }

  @Test
  @DisplayName("follows no redirect, reports its target, and continues at the other address")
  void redirect() {
    front.answer(Canned.of(302, Map.of("Location", back.uri() + "/elsewhere"), new byte[0]));

    assertThat(history.fetch(WANTED))
        .isInstanceOfSatisfying(
            Answer.Later.class, later -> assertThat(later.detail()).contains("302", "/elsewhere"));
    assertThat(back.asked()).isEmpty();
    assertThat(history.fetch(WANTED)).isInstanceOf(Answer.Page.class);
  }

  @Test
  @DisplayName(
      "waits as long as the response demands, in seconds or until a date, and keeps the address")
  void slowDown() {
    for (String retryAfter : List.of("90", inNinetySeconds())) {
      front.answer(Canned.of(429, Map.of("Retry-After", retryAfter), new byte[0]));
      assertThat(waits()).isBetween(Duration.ofSeconds(80), Duration.ofSeconds(90));
    }
    assertThat(back.asked()).isEmpty();
  }

  @ParameterizedTest(name = "{0} with Retry-After {1}: {2} s")
  @DisplayName("waits for a bounded time, whatever the response demands")
  @CsvSource({
    "429, '', 30",
    "429, 0, 0",
    "429, 999999999, 3600",
    "429, 1790000000000, 30",
    "429, soon, 30",
    "429, -5, 30",
    "503, 12, 12",
    "503, '', 0",
    "418, '', 120",
    "418, 259200, 21600"
  })
  void bounded(int status, String retryAfter, long seconds) {
    Map<String, String> headers =
        retryAfter.isEmpty() ? Map.of() : Map.of("Retry-After", retryAfter);
    front.answer(Canned.of(status, headers, new byte[0]));

    assertThat(waits()).hasSeconds(seconds);
  }

  @Test
  @DisplayName("gives up only if the venue says that it does not know the market")
  void noSuchMarket() {
    for (int status : List.of(200, 400, 404)) {
      front.answer(Canned.of(status, "{\"code\":7,\"msg\":\"No such MARKET here\"}"));
      assertThat(history.fetch(WANTED)).isInstanceOf(Answer.Never.class);
      front.answer(Canned.of(status, "{\"code\":-99,\"msg\":\"\"}"));
      assertThat(history.fetch(WANTED)).isInstanceOf(Answer.Never.class);
      front.answer(Canned.of(status, "{\"code\":7,\"msg\":\"error -99, try again\"}"));
      assertThat(history.fetch(WANTED)).isInstanceOf(Answer.Later.class);
    }
    front.answer(Canned.of(503, "{\"code\":-99,\"msg\":\"no such market\"}"));
    assertThat(history.fetch(WANTED)).isInstanceOf(Answer.Later.class);
  }

  @Test
  @DisplayName("quotes a refusal in one short line")
  void quoted() {
    front.answer(Canned.of(500, "a\r\nb\u0007\u2028" + "x".repeat(100_000)));

    assertThat(history.fetch(WANTED))
        .isInstanceOfSatisfying(
            Answer.Later.class,
            later ->
                assertThat(later.detail())
                    .hasSizeLessThan(300)
                    .doesNotContainPattern("[\\p{Cntrl}\\u2028]"));
  }

  private Duration waits() {
    return switch (history.fetch(WANTED)) {
      case Answer.Later(_, Duration in) -> in;
      case Answer.Page page -> throw new AssertionError(page);
      case Answer.Never never -> throw new AssertionError(never);
    };
  }

  private static String inNinetySeconds() {
    long nowMs = new SystemClock().wallUs() / 1_000;
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        Instant.ofEpochMilli(nowMs + 90_000).atOffset(ZoneOffset.UTC));
  }

  private HistoryDescription description() {
    return new HistoryDescription(
            List.of(front.uri().toString(), back.uri().toString()),
            Symbol::toString,
            Map.of(),
            new ByteDictionary<>(Map.of(), Optional.empty()),
            TimeFormat.MILLIS)
        .get("/trades", new Paging.EarlierTimes(1_000))
        .spacing(Duration.ZERO)
        .columns(FieldRole.ID)
        .noSuchMarket("-99", "no such market");
  }
}
