package btcfeed.exchange.line;

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
final class RecordedEvents implements Consumer<LineEvent> {
  private final List<LineEvent> all = new CopyOnWriteArrayList<>();

  @Override
  public void accept(LineEvent event) {
    all.add(event);
  }

  List<LineEvent> all() {
    return all;
  }

  List<Trade> trades() {
    return trades(all);
  }

  static List<Trade> trades(List<LineEvent> events) {
    return events.stream()
        .filter(LineEvent.Trades.class::isInstance)
        .flatMap(event -> ((LineEvent.Trades) event).trades().stream())
        .toList();
  }

  <T extends LineEvent> List<T> of(Class<T> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** Waits for {@code count} events of a kind. */
  <T extends LineEvent> List<T> await(Class<T> kind, int count) {
    await(() -> assertThat(of(kind)).hasSizeGreaterThanOrEqualTo(count));
    return of(kind);
  }

  void awaitTrades(List<Trade> expected) {
    await(() -> assertThat(trades()).isEqualTo(expected));
  }

  static void await(ThrowingRunnable assertion) {
    Awaitility.await()
        .atMost(Lines.TIMEOUT)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .untilAsserted(assertion);
  }
}
