package btcfeed.recording;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.LinePort;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Counts the trades that lines deliver, and passes them on. Any thread. */
final class ReceivedTrades {
  private final Map<Venue, LongAdder> trades = new ConcurrentHashMap<>();
  private final LongAdder refused = new LongAdder();

  /** The same lines, counted. */
  List<LinePort> over(List<LinePort> lines) {
    lines.forEach(line -> trades.computeIfAbsent(line.id().venue(), _ -> new LongAdder()));
    return lines.stream().<LinePort>map(Counted::new).toList();
  }

  /** Trades of each venue so far, repeats included. */
  SortedMap<Venue, Long> byVenue() {
    SortedMap<Venue, Long> counts = new TreeMap<>();
    trades.forEach((venue, count) -> counts.put(venue, count.sum()));
    return counts;
  }

  /** All of them. */
  long sum() {
    return byVenue().values().stream().mapToLong(Long::longValue).sum();
  }

  /** Messages, or parts of them, that could not be decoded. */
  long refusedSum() {
    return refused.sum();
  }

  private void count(Venue venue, LineEvent event) {
    switch (event) {
      case LineEvent.Trades(var some, _, _) ->
          Optional.ofNullable(trades.get(venue)).ifPresent(count -> count.add(some.size()));
      case LineEvent.Bad(_, _, _, int count) -> refused.add(count);
      case LineEvent.Confirmed _,
          LineEvent.Reached _,
          LineEvent.Heartbeat _,
          LineEvent.SubscriptionRefused _,
          LineEvent.PlannedClose _,
          LineEvent.Cut _,
          LineEvent.Closed _ -> {}
    }
  }

  private final class Counted implements LinePort {
    private final LinePort line;

    Counted(LinePort line) {
      this.line = line;
    }

    @Override
    public LineId id() {
      return line.id();
    }

    @Override
    public Opened open(Consumer<LineEvent> events, Duration timeout) {
      return line.open(
          event -> {
            count(line.id().venue(), event);
            events.accept(event);
          },
          timeout);
    }
  }
}
