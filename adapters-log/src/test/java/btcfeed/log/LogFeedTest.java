package btcfeed.log;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.FeedLog.FeedEvent;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.SwitchReason;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The feed's log")
class LogFeedTest {
  private static final LineId A = new LineId(new Venue("binance"), "a");
  private static final LineId B = new LineId(new Venue("binance"), "b");

  private final ManualClock clock = new ManualClock();
  private final CapturedLog captured = new CapturedLog(clock);
  private final LogFeed log = new LogFeed(clock, captured.logger("btcfeed.feed"));

  private void refused(LineId line, BadInput reason, int times) {
    for (int i = 0; i < times; i++) {
      log.report(new FeedEvent.InputRefused(line.venue(), reason, "sample " + i));
    }
  }

  private List<String> logged() {
    return captured.lines();
  }

  @Test
  @DisplayName("logs invalid input once per venue, reason and minute, then with a count")
  void badInput() {
    refused(A, BadInput.MALFORMED, 100);
    refused(B, BadInput.MALFORMED, 100);
    refused(A, BadInput.OVERSIZED, 1);
    assertThat(logged()).hasSize(2);

    clock.advance(Duration.ofSeconds(59));
    refused(A, BadInput.MALFORMED, 1);
    assertThat(logged()).isEmpty();

    clock.advance(Duration.ofSeconds(1));
    refused(A, BadInput.MALFORMED, 1);
    assertThat(logged())
        .singleElement()
        .asString()
        .endsWith("\"sample 0\" (200 more since the last message.)");

    clock.advance(Duration.ofMinutes(1));
    refused(A, BadInput.MALFORMED, 1);
    assertThat(logged()).singleElement().asString().doesNotContain("more since");
  }

  @Test
  @DisplayName("logs suppressed messages at the end of the minute if nothing follows")
  void nothingFollows() {
    refused(A, BadInput.MALFORMED, 5);
    assertThat(logged()).hasSize(1);
    log.logSuppressed();
    assertThat(logged()).isEmpty();

    clock.advance(Duration.ofMinutes(1));
    log.logSuppressed();
    assertThat(logged())
        .singleElement()
        .asString()
        .endsWith("\"sample 4\" (3 more since the last message.)");
    clock.advance(Duration.ofMinutes(5));
    log.logSuppressed();
    assertThat(logged()).isEmpty();
  }

  @Test
  @DisplayName("logs a change of state at once")
  void changes() {
    log.report(new FeedEvent.StoreDown(StoreName.PRIMARY, SwitchReason.UNREACHABLE, "gone"));
    log.report(new FeedEvent.Switched(StoreName.FAILOVER, SwitchReason.UNREACHABLE));
    log.report(new FeedEvent.StoreUp(StoreName.PRIMARY, "7", 0));
    log.report(new FeedEvent.Switched(StoreName.PRIMARY, SwitchReason.RETURNED));
    log.report(new FeedEvent.LineUp(A));
    log.report(new FeedEvent.LineDown(A, "silent", Duration.ZERO));
    log.report(new FeedEvent.JournalFailing("full"));
    log.report(new FeedEvent.JournalWorksAgain());
    assertThat(logged()).hasSize(8);
  }

  @Test
  @DisplayName("logs a few changes per minute of a flapping subject, then the latest and a number")
  void flapping() {
    for (int i = 0; i < 50; i++) {
      log.report(new FeedEvent.LineDown(A, "the venue closed it: " + i, Duration.ZERO));
      log.report(new FeedEvent.LineUp(A));
      log.report(new FeedEvent.StoreDown(StoreName.PRIMARY, SwitchReason.DIVERGED, "moved"));
      log.report(new FeedEvent.StoreUp(StoreName.PRIMARY, "7", 0));
      log.report(new FeedEvent.Switched(StoreName.FAILOVER, SwitchReason.UNREACHABLE));
      log.report(new FeedEvent.Switched(StoreName.PRIMARY, SwitchReason.RETURNED));
      log.report(new FeedEvent.JournalFailing("full"));
      log.report(new FeedEvent.JournalWorksAgain());
      clock.advance(Duration.ofSeconds(1));
      log.logSuppressed();
    }
    assertThat(logged()).hasSize(4 * LogFeed.CHANGES);

    clock.advance(Duration.ofMinutes(1));
    log.logSuppressed();
    assertThat(logged())
        .hasSize(4)
        .allMatch(line -> line.endsWith("(93 more since the last message.)"))
        .anyMatch(line -> line.contains("binance/a") || line.contains("binance a"));
  }

  @Test
  @DisplayName("logs a store that goes down repeatedly once, until it was up in between")
  void repeatedDown() {
    for (int i = 0; i < 50; i++) {
      log.report(new FeedEvent.StoreDown(StoreName.PRIMARY, SwitchReason.UNREACHABLE, "gone"));
    }
    log.report(new FeedEvent.StoreDown(StoreName.PRIMARY, SwitchReason.REFUSED, "full"));
    log.report(new FeedEvent.StoreDown(StoreName.FAILOVER, SwitchReason.UNREACHABLE, "gone"));
    assertThat(logged()).hasSize(3);
  }

  @Test
  @DisplayName("logs a line that goes down repeatedly once, until it was up in between")
  void sameLineDown() {
    for (int i = 0; i < 50; i++) {
      log.report(new FeedEvent.LineDown(A, "not confirmed within 10.0 s", Duration.ZERO));
    }
    assertThat(logged()).hasSize(1);
    log.report(new FeedEvent.LineUp(A));
    log.report(new FeedEvent.LineDown(A, "not confirmed within 10.0 s", Duration.ZERO));
    assertThat(logged()).hasSize(2);
  }

  @Test
  @DisplayName("logs a failing connection once per minute and reason, whatever port it names")
  void failingLine() {
    for (int i = 0; i < 50; i++) {
      log.report(new FeedEvent.LineFailed(A, "no answer from port " + (40_000 + i), Duration.ZERO));
    }
    log.report(new FeedEvent.LineFailed(A, "HTTP 451", Duration.ZERO));
    log.report(new FeedEvent.LineFailed(A, "HTTP 429", Duration.ZERO));
    assertThat(logged()).hasSize(3);

    log.report(new FeedEvent.LineUp(A));
    log.report(new FeedEvent.LineFailed(A, "HTTP 451", Duration.ZERO));
    assertThat(logged()).hasSize(2);
  }

  @Test
  @DisplayName("logs progress every five seconds, and the end at once")
  void progress() {
    for (int i = 0; i < 100; i++) {
      log.report(new FeedEvent.CatchingUp(StoreName.PRIMARY, i, 100, Duration.ZERO));
      clock.advance(Duration.ofMillis(100));
    }
    log.report(new FeedEvent.CaughtUp(StoreName.PRIMARY, 100, Duration.ofSeconds(10)));
    assertThat(logged()).hasSize(3).noneMatch(line -> line.contains("more"));
  }

  @Test
  @DisplayName("adds up lost records")
  void losses() {
    log.report(new FeedEvent.RecordsLost(StoreName.PRIMARY, 10));
    log.report(new FeedEvent.RecordsLost(StoreName.PRIMARY, 20));
    log.report(new FeedEvent.RecordsLost(StoreName.PRIMARY, 30));
    clock.advance(Duration.ofMinutes(1));
    log.logSuppressed();
    assertThat(logged().getLast())
        .contains("cannot get 30 records")
        .endsWith("(20 more records since the last message.)");
  }

  @Test
  @DisplayName("limits its memory, however many kinds of events there are")
  void bounded() {
    for (int i = 0; i < 10_000; i++) {
      Market market = new Market(new Venue("v" + i), Symbol.parse("BTC-USD"));
      log.report(new FeedEvent.GapSeen(market, new Gap(1, 2, 0, 0, Gap.State.OPEN, 0)));
    }
    assertThat(logged()).hasSize(RepeatFilter.MAX_KEYS + 1);
    clock.advance(Duration.ofMinutes(1));
    log.logSuppressed();
    assertThat(logged())
        .singleElement()
        .asString()
        .endsWith("(9,742 more since the last message.)");
  }

  @Test
  @DisplayName("never logs a password, whatever its source")
  void secrets() {
    CapturedLog redacted = new CapturedLog(clock, List.of("hunter22", "abc"));
    LogFeed redactedLog = new LogFeed(clock, redacted.logger("btcfeed.feed"));
    redactedLog.report(
        new FeedEvent.StoreDown(
            StoreName.PRIMARY,
            SwitchReason.UNREACHABLE,
            "redis://me:p@ss@h:1 said hunter22 to abc"));
    assertThat(redacted.lines())
        .singleElement()
        .asString()
        .contains("redis://***@h:1 said *** to abc");
  }
}
