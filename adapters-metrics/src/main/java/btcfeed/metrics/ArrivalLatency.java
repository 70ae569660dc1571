package btcfeed.metrics;

import btcfeed.application.observe.LatencyHistograms;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Trade;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.port.Measure;
import btcfeed.domain.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Measures how long trades take from a venue to this service, and passes them on.
 *
 * <p>The clocks of a venue and of this host differ. The fastest trade of the last one to two
 * minutes gives this difference. It includes the shortest way from the venue, which no one-way
 * measurement can separate. The delay of a trade is the time by which it was slower. Any thread.
 */
public final class ArrivalLatency {
  /** Older trades come from a history. */
  private static final long OLDEST_US = Duration.ofMinutes(1).toNanos() / 1_000;

  private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();
  private static final double US = 1e6;

  private final Map<LineId, Way> ways = new ConcurrentHashMap<>();
  private final Measure measure;
  private final Clock clock;

  public ArrivalLatency(Measure measure, Clock clock) {
    this.measure = measure;
    this.clock = clock;
  }

  /** The same lines, measured. */
  public List<LinePort> over(List<LinePort> lines) {
    return lines.stream().<LinePort>map(Measured::new).toList();
  }

  /** By line, those that brought a trade. */
  public Map<LineId, LatencyHistograms.Arrival> byLine() {
    Map<LineId, LatencyHistograms.Arrival> all =
        new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));
    ways.forEach((line, way) -> all.put(line, way.arrival()));
    return all;
  }

  private void note(LineId line, LineEvent event) {
    switch (event) {
      case LineEvent.Trades(List<Trade> trades, long receiveTimeUs, long receiveNanos) -> {
        measure.record(Measure.Stage.WIRE_TO_TRADES, clock.nanos() - receiveNanos);
        for (Trade trade : trades) {
          long tookUs = receiveTimeUs - trade.exchangeTimeUs();
          if (Math.abs(tookUs) < OLDEST_US) {
            ways.computeIfAbsent(line, _ -> new Way(tookUs, receiveNanos))
                .note(tookUs, receiveNanos);
          }
        }
      }
      case LineEvent.Bad _,
          LineEvent.Reached _,
          LineEvent.Confirmed _,
          LineEvent.Heartbeat _,
          LineEvent.SubscriptionRefused _,
          LineEvent.PlannedClose _,
          LineEvent.Cut _,
          LineEvent.Closed _ -> {}
    }
  }

  private static final class Way {
    private final HistogramCounters delays = new HistogramCounters();
    private long pastUs;
    private long presentUs;
    private long windowNanos;

    Way(long firstUs, long nanos) {
      pastUs = firstUs;
      presentUs = firstUs;
      windowNanos = nanos;
    }

    synchronized void note(long tookUs, long nanos) {
      if (nanos - windowNanos >= WINDOW_NANOS) {
        windowNanos = nanos;
        pastUs = presentUs;
        presentUs = tookUs;
      }
      presentUs = Math.min(presentUs, tookUs);
      delays.record(Math.max(0, tookUs - leastUs()) * 1_000);
    }

    synchronized LatencyHistograms.Arrival arrival() {
      return new LatencyHistograms.Arrival(delays.counts(), leastUs() / US);
    }

    private long leastUs() {
      return Math.min(pastUs, presentUs);
    }
  }

  private final class Measured implements LinePort {
    private final LinePort line;

    Measured(LinePort line) {
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
            note(line.id(), event);
            events.accept(event);
          },
          timeout);
    }
  }
}
