package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.api.PluginValues;
import btcfeed.configuration.FeedConfig;
import btcfeed.configuration.Secret;
import btcfeed.domain.port.SinkPort;
import btcfeed.domain.sink.SinkCursor;
import btcfeed.sinkkit.InMemorySink;
import btcfeed.sinkkit.SinkRecords;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The preflight check of sinks")
class SinkChecksTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final InMemorySink.Place place = new InMemorySink.Place();

  @Test
  @DisplayName("reads the position of each sink, in the order of the configuration, and no more")
  void positions() {
    SinkPort writer = new InMemorySink(place);
    assertThat(writer.claim(1)).isEqualTo(new SinkPort.Answer.At(SinkCursor.START));
    assertThat(writer.write(SinkRecords.batch(1, SinkRecords.ticks(1, 3))))
        .isEqualTo(new SinkPort.Answer.At(place.cursor()));

    List<FeedConfig.Sink> sinks =
        List.of(
            sink("full", () -> new InMemorySink(place)),
            sink("empty", () -> new InMemorySink(new InMemorySink.Place())));
    assertThat(new SinkChecks(sinks, LONG).rows())
        .containsExactly(
            CheckRow.ok(
                "sink full",
                "memory://: connected; it has the records up to " + place.cursor().after()),
            CheckRow.ok("sink empty", "memory://: connected; it is empty"));
    assertThat(place.records()).hasSize(3);
    assertThat(writer.write(SinkRecords.batch(1, SinkRecords.ticks(4, 5))))
        .isEqualTo(new SinkPort.Answer.At(place.cursor()));
  }

  @Test
  @DisplayName("fails for a sink that is down, and for a plugin that cannot make one")
  void failures() {
    place.trouble(InMemorySink.Trouble.DOWN);
    List<FeedConfig.Sink> sinks =
        List.of(
            sink("down", () -> new InMemorySink(place)),
            sink(
                "broken",
                () -> {
                  throw new IllegalStateException("no driver");
                }));

    List<CheckRow> rows = new SinkChecks(sinks, LONG).rows();

    assertThat(rows.getFirst())
        .isEqualTo(CheckRow.fail("sink down", "memory://: the sink is down"));
    assertThat(rows.getLast())
        .isEqualTo(
            CheckRow.fail(
                "sink broken",
                "memory://: the plugin failed with java.lang.IllegalStateException: no driver"));
  }

  @Test
  @DisplayName("does not wait for a frozen sink longer than it promises, and interrupts it")
  void frozen() throws InterruptedException {
    CountDownLatch interrupted = new CountDownLatch(1);
    Supplier<SinkPort> freezes =
        () -> {
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return new InMemorySink(place);
        };

    assertThat(new SinkChecks(List.of(sink("frozen", freezes)), Duration.ofMillis(100)).rows())
        .containsExactly(CheckRow.fail("sink frozen", "memory://: no answer in 0.1 s"));
    assertThat(interrupted.await(LONG.toMillis(), TimeUnit.MILLISECONDS)).isTrue();
  }

  private static FeedConfig.Sink sink(String name, Supplier<SinkPort> made) {
    return new FeedConfig.Sink(
        name, "memory://", new Secret("memory://"), new MemoryPlugin(made), PluginValues.NONE);
  }
}
