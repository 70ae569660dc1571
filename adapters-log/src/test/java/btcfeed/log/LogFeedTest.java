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

  private final HandClock clock = new HandClock();
  private final Heard heard = new Heard(clock);
  private final LogFeed log = new LogFeed(clock, heard.logger("btcfeed.feed"));

  private void refused(LineId line, BadInput reason, int times) {
    for (int i = 0; i < times; i++) {
      log.report(new FeedEvent.InputRefused(line.venue(), reason, "sample " + i));
    }
  }

  private List<String> said() {
    return heard.lines();
  }

  @Test
  @DisplayName("says bad input once per venue, reason and minute, then with the number not said")
  void badInput() {
    refused(A, BadInput.MALFORMED, 100);
    refused(B, BadInput.MALFORMED, 100);
    refused(A, BadInput.OVERSIZED, 1);
    assertThat(said()).hasSize(2);

    clock.advance(Duration.ofSeconds(59));
    refused(A, BadInput.MALFORMED, 1);
    assertThat(said()).isEmpty();

    clock.advance(Duration.ofSeconds(1));
    refused(A, BadInput.MALFORMED, 1);
    assertThat(said())
        .singleElement()
        .asString()
        .endsWith("\"sample 0\" (And 200 more like it since last said.)");

    clock.advance(Duration.ofMinutes(1));
    refused(A, BadInput.MALFORMED, 1);
    assertThat(said()).singleElement().asString().doesNotContain("more like it");
  }

  @Test
  @DisplayName("says in the end what was held back and nothing followed")
  void nothingFollows() {
    refused(A, BadInput.MALFORMED, 5);
    assertThat(said()).hasSize(1);
    log.logSuppressed();
    assertThat(said()).isEmpty();

    clock.advance(Duration.ofMinutes(1));
    log.logSuppressed();
    assertThat(said())
        .singleElement()
        .asString()
        .endsWith("\"sample 4\" (And 3 more like it since last said.)");
    clock.advance(Duration.ofMinutes(5));
    log.logSuppressed();
    assertThat(said()).isEmpty();
  }

  @Test
  @DisplayName("says a change of state at once")
  void changes() {
    log.report(new FeedEvent.StoreDown(StoreName.PRIMARY, SwitchReason.UNREACHABLE, "gone"));
    log.report(new FeedEvent.Switched(StoreName.FAILOVER, SwitchReason.UNREACHABLE));
    log.report(new FeedEvent.StoreUp(StoreName.PRIMARY, "7", 0));
    log.report(new FeedEvent.Switched(StoreName.PRIMARY, SwitchReason.RETURNED));
    log.report(new FeedEvent.LineUp(A));
    log.report(new FeedEvent.LineDown(A, "silent", Duration.ZERO));
    log.report(new FeedEvent.JournalFailing("full"));
    log.report(new FeedEvent.JournalWorksAgain());
    assertThat(said()).hasSize(8);
  }

  @Test
  @DisplayName(
      "says a few changes a minute of what changes all the time, then the latest and a number")
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
    assertThat(said()).hasSize(4 * LogFeed.CHANGES);

    clock.advance(Duration.ofMinutes(1));
    log.logSuppressed();
    assertThat(said())
        .hasSize(4)
        .allMatch(line -> line.endsWith("(And 93 more like it since last said.)"))
        .anyMatch(line -> line.contains("binance/a") || line.contains("binance a"));
  }

  @Test
  @DisplayName("says the same store going down again and again once, until it was up in between")
  void repeatedDown() {
    for (int i = 0; i < 50; i++) {
      log.report(new FeedEvent.StoreDown(StoreName.PRIMARY, SwitchReason.UNREACHABLE, "gone"));
    }
    log.report(new FeedEvent.StoreDown(StoreName.PRIMARY, SwitchReason.REFUSED, "full"));
    log.report(new FeedEvent.StoreDown(StoreName.FAILOVER, SwitchReason.UNREACHABLE, "gone"));
    assertThat(said()).hasSize(3);
  }

  @Test
  @DisplayName("says a line that goes down again and again once, until it was up in between")
  void sameLineDown() {
    for (int i = 0; i < 50; i++) {
      log.report(new FeedEvent.LineDown(A, "not confirmed within 10.0 s", Duration.ZERO));
    }
    assertThat(said()).hasSize(1);
    log.report(new FeedEvent.LineUp(A));
    log.report(new FeedEvent.LineDown(A, "not confirmed within 10.0 s", Duration.ZERO));
    assertThat(said()).hasSize(2);
  }

  @Test
  @DisplayName("says a failing connection once a minute per reason, whatever port it names")
  void failingLine() {
    for (int i = 0; i < 50; i++) {
      log.report(new FeedEvent.LineFailed(A, "no answer from port " + (40_000 + i), Duration.ZERO));
    }
    log.report(new FeedEvent.LineFailed(A, "HTTP 451", Duration.ZERO));
    log.report(new FeedEvent.LineFailed(A, "HTTP 429", Duration.ZERO));
    assertThat(said()).hasSize(3);

    log.report(new FeedEvent.LineUp(A));
    log.report(new FeedEvent.LineFailed(A, "HTTP 451", Duration.ZERO));
    assertThat(said()).hasSize(2);
  }

  @Test
  @DisplayName("says progress every five seconds, and being done at once")
  void progress() {
    for (int i = 0; i < 100; i++) {
      log.report(new FeedEvent.CatchingUp(StoreName.PRIMARY, i, 100, Duration.ZERO));
      clock.advance(Duration.ofMillis(100));
    }
    log.report(new FeedEvent.CaughtUp(StoreName.PRIMARY, 100, Duration.ofSeconds(10)));
    assertThat(said()).hasSize(3).noneMatch(line -> line.contains("more"));
  }

  @Test
  @DisplayName("adds up records that were lost")
  void losses() {
    log.report(new FeedEvent.RecordsLost(StoreName.PRIMARY, 10));
    log.report(new FeedEvent.RecordsLost(StoreName.PRIMARY, 20));
    log.report(new FeedEvent.RecordsLost(StoreName.PRIMARY, 30));
    clock.advance(Duration.ofMinutes(1));
    log.logSuppressed();
    assertThat(said().getLast())
        .contains("will never get 30 records")
        .endsWith("(And 20 more records since last said.)");
  }

  @Test
  @DisplayName("keeps its own bookkeeping small, however many kinds of news there are")
  void bounded() {
    for (int i = 0; i < 10_000; i++) {
      Market market = new Market(new Venue("v" + i), Symbol.parse("BTC-USD"));
      log.report(new FeedEvent.GapSeen(market, new Gap(1, 2, 0, 0, Gap.State.OPEN, 0)));
    }
    assertThat(said()).hasSize(RepeatFilter.MAX_KEYS + 1);
    clock.advance(Duration.ofMinutes(1));
    log.logSuppressed();
    assertThat(said())
        .singleElement()
        .asString()
        .endsWith("(And 9,742 more like it since last said.)");
  }

  @Test
  @DisplayName("never says a password, whoever put it into a text")
  void secrets() {
    Heard careful = new Heard(clock, List.of("hunter22", "abc"));
    LogFeed carefulLog = new LogFeed(clock, careful.logger("btcfeed.feed"));
    carefulLog.report(
        new FeedEvent.StoreDown(
            StoreName.PRIMARY,
            SwitchReason.UNREACHABLE,
            "redis://me:p@ss@h:1 said hunter22 to abc"));
    assertThat(careful.lines())
        .singleElement()
        .asString()
        .contains("redis://***@h:1 said *** to abc");
  }
}
