package btcfeed.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.market.Trade;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** A listener that keeps all events in order. */
public final class RecordedEvents implements Consumer<LineEvent> {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);

  private final List<LineEvent> all = new CopyOnWriteArrayList<>();

  @Override
  public void accept(LineEvent event) {
    all.add(event);
  }

  public List<LineEvent> all() {
    return all;
  }

  public List<Trade> trades() {
    return trades(all);
  }

  public static List<Trade> trades(List<LineEvent> events) {
    return events.stream()
        .filter(LineEvent.Trades.class::isInstance)
        .flatMap(event -> ((LineEvent.Trades) event).trades().stream())
        .toList();
  }

  public <T extends LineEvent> List<T> of(Class<T> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Waits for {@code count} events of a kind. */
  public <T extends LineEvent> List<T> await(Class<T> kind, int count) {
    await(() -> assertThat(of(kind)).hasSizeGreaterThanOrEqualTo(count));
    return of(kind);
  }

  public void awaitTrades(List<Trade> expected) {
    await(() -> assertThat(trades()).isEqualTo(expected));
  }

  public static void await(ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(TIMEOUT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .untilAsserted(assertion);
  }
}
