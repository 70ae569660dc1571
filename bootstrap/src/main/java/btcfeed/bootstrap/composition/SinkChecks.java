package btcfeed.bootstrap.composition;

import btcfeed.configuration.FeedConfig;
import btcfeed.domain.port.SinkPort;
import btcfeed.domain.port.SinkPort.Answer;
import btcfeed.domain.sink.SinkCursor;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads the cursor of every sink that {@code run} writes, all at once. It changes nothing there.
 */
final class SinkChecks {
  /** The name in a sink that asks which instance connects. */
  private static final String INSTANCE = "check";

  private final List<FeedConfig.Sink> sinks;
  private final Duration within;

  SinkChecks(List<FeedConfig.Sink> sinks, Duration within) {
    this.sinks = sinks;
    this.within = within;
  }

  /** A row for each sink. */
  List<CheckRow> rows() {
    return sinks.stream().map(this::start).toList().stream().map(this::await).toList();
  }

  private Asked start(FeedConfig.Sink sink) {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .name("check-sink-" + sink.name())
            .daemon()
            .start(
                () -> {
                  try (SinkPort port = SinkAssembly.open(sink, INSTANCE)) {
                    answer.complete(port.position());
                  }
                });
    return new Asked(sink, answer, thread);
  }

  private CheckRow await(Asked asked) {
    String name = "sink " + asked.sink.name();
    String at = asked.sink.address() + ": ";
    try {
      return switch (asked.answer.get(within.toMillis(), TimeUnit.MILLISECONDS)) {
        case Answer.At(SinkCursor cursor) -> CheckRow.ok(name, at + position(cursor));
        case Answer.Failed(String detail) -> CheckRow.fail(name, at + detail);
        case Answer.Fenced(String detail) -> CheckRow.fail(name, at + detail);
      };
    } catch (TimeoutException _) {
      asked.thread.interrupt();
      return CheckRow.fail(
          name,
          at
              + "no answer in %s s"
                  .formatted(
                      BigDecimal.valueOf(within.toMillis(), 3)
                          .stripTrailingZeros()
                          .toPlainString()));
    } catch (InterruptedException | ExecutionException failed) {
      return CheckRow.fail(name, at + failed);
    }
  }

  private static String position(SinkCursor cursor) {
    return cursor.equals(SinkCursor.START)
        ? "connected; it is empty"
        : "connected; it has the records up to " + cursor.after();
  }

  /** A sink whose thread waits for its position. */
  private record Asked(FeedConfig.Sink sink, CompletableFuture<Answer> answer, Thread thread) {}
}
