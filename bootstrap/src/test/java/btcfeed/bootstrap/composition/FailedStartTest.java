package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import btcfeed.application.work.CloseStack;
import btcfeed.configuration.ConfigInput;
import btcfeed.configuration.ConfigLoader;
import btcfeed.configuration.FeedConfig;
import btcfeed.configuration.Loaded;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.HistoryPort;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.Venues;
import btcfeed.testsupport.RedisProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Alone in its JVM for as long as it runs, because it counts threads. */
@Isolated
@DisplayName("A start that fails")
class FailedStartTest {
  private static final Clock CLOCK = new SystemClock();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path data;

  /** The step that throws. */
  enum Step {
    /** Before the HTTP server is started. */
    LINES,
    /** After that, with nothing opened to any venue. */
    FIRST_HISTORY,
    SECOND_HISTORY
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("leaves no port, no lock, no history and no thread behind, and can be tried again")
  void closesWhatWasStarted(Step fails) throws Exception {
    int port = RedisProcess.freePort();
    FeedConfig config = config(port);
    Set<String> threads = threads();
    Failing failing = new Failing(fails);
    assertThatThrownBy(() -> FeedAssembly.start(config, failing, CLOCK, _ -> {}))
        .hasMessage("this step fails");

    assertThat(failing.open).hasValue(0);
    assertThat(isFree(port)).isTrue();
    RunVerb.journal(config).close();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(threads()).isSubsetOf(threads));
  }

  @Test
  @DisplayName("closes what was started, last first, also when one of them cannot be closed")
  void closesAll() {
    List<String> closed = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    CloseStack stack = new CloseStack(failed -> failures.add(failed.getMessage()));
    stack.push(() -> closed.add("first"));
    stack.push(
        () -> {
          throw new IOException("stuck");
        });
    stack.push(() -> closed.add("third"));

    stack.close();
    stack.close();

    assertThat(closed).containsExactly("third", "first");
    assertThat(failures).containsExactly("stuck");
  }

  /** Those that would keep the process alive, without the one that waits for a condition. */
  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.isDaemon())
        .map(Thread::getName)
        .filter(name -> !name.startsWith("awaitility"))
        .collect(Collectors.toSet());
  }

  private static boolean isFree(int port) {
    try (ServerSocket attempt = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return attempt.isBound();
    } catch (IOException taken) {
      return false;
    }
  }

  private FeedConfig config(int port) throws IOException {
    Map<String, String> settings =
        Map.of(
            "EXCHANGE",
            "binance,kraken",
            "FAILOVER_REDIS_HOST",
            "127.0.0.1",
            "FAILOVER_REDIS_PORT",
            Integer.toString(RedisProcess.freePort()),
            "HEALTH_CHECK_HOST",
            "127.0.0.1",
            "HEALTH_CHECK_PORT",
            Integer.toString(port),
            "FEED_DATA_DIR",
            data.toString());
    return switch (ConfigLoader.load(
        new ConfigInput(List.of(), settings, Optional.empty()),
        Set.of(new Venue("binance"), new Venue("kraken")))) {
      case Loaded.Usable usable -> usable.config();
      case Loaded.Faulty faulty -> throw new AssertionError(faulty.faults().toString());
    };
  }

  /** No venue; throws at one step. */
  private static final class Failing implements MarketDataSource {
    final AtomicInteger open = new AtomicInteger();
    private final Step step;
    private int asked;

    Failing(Step step) {
      this.step = step;
    }

    @Override
    public Venues venues() {
      return Venues.builtIn();
    }

    @Override
    public List<LinePort> lines() {
      failAt(Step.LINES);
      return List.of();
    }

    @Override
    public HistoryPort history(Venue venue) {
      asked++;
      failAt(asked == 1 ? Step.FIRST_HISTORY : Step.SECOND_HISTORY);
      open.incrementAndGet();
      return new Counted(open);
    }

    private void failAt(Step reached) {
      if (step == reached) {
        throw new IllegalStateException("this step fails");
      }
    }
  }

  /** A history that counts itself while it is open. */
  private record Counted(AtomicInteger open) implements HistoryPort {
    @Override
    public Answer fetch(Wanted wanted) {
      return new Answer.Never("it has none");
    }

    @Override
    public Duration spacing() {
      return Duration.ZERO;
    }

    @Override
    public void close() {
      open.decrementAndGet();
    }
  }
}
