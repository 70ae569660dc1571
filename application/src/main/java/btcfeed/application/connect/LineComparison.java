package btcfeed.application.connect;

import btcfeed.domain.health.LineReport;
import btcfeed.domain.line.LineState;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which line of a venue delivers each trade first, and how much later the other line does. Bound:
 * {@link #MAX_WAITING} trades that only one line has delivered. Any thread.
 */
public final class LineComparison {
  private static final int MAX_WAITING = 4_096;
  private static final int SAMPLES = 256;
  private static final long FRESH_NANOS = Duration.ofMillis(500).toNanos();

  /** A line that has streamed for this long is no longer lost. */
  private static final long STEADY_NANOS = Duration.ofSeconds(30).toNanos();

  /** A line that lacks this many trades of other lines in a row has stalled. */
  private static final int STALLED_AFTER = 5;

  private final boolean alone;
  private final Map<Key, First> first = new LinkedHashMap<>();
  private final List<Line> lines = new ArrayList<>();

  private record Key(Market market, TradeId id) {}

  private record First(Line line, long nanos) {}

  /** Compares this many lines; a single line is only counted. */
  public LineComparison(int lines) {
    this.alone = lines < 2;
  }

  /** Adds a line. */
  synchronized Line line(String letter) {
    Line line = new Line(letter);
    lines.add(line);
    return line;
  }

  /** The counts of one line. */
  final class Line {
    private final String letter;
    private final long[] late = new long[SAMPLES];
    private long measured;
    private long messages;
    private long trades;
    private long won;
    private long receivedNanos;
    private boolean streaming;
    private long streamingNanos;
    private Optional<Long> lostNanos = Optional.empty();
    private String cause = "";

    /** Trades that another line delivered first, since this line delivered any. */
    private int behind;

    private long behindNanos;

    private Line(String letter) {
      this.letter = letter;
    }

    /** The line delivered trades. */
    void received(List<Trade> some, long nanos) {
      synchronized (LineComparison.this) {
        receivedNanos = nanos;
        behind = 0;
        messages++;
        trades += some.size();
        if (alone) {
          won += some.size();
        } else {
          some.forEach(trade -> compare(trade, nanos));
        }
      }
    }

    /** True while a line that was added after this one delivers trades too. */
    boolean isRedundant(long now) {
      synchronized (LineComparison.this) {
        return lines.subList(lines.indexOf(this) + 1, lines.size()).stream()
            .anyMatch(line -> line.trades > 0 && now - line.receivedNanos < FRESH_NANOS);
      }
    }

    /** The line entered another state at this monotonic time. */
    void entered(LineState state, long nanos) {
      synchronized (LineComparison.this) {
        boolean before = streaming;
        streaming = state instanceof LineState.Streaming;
        if (state instanceof LineState.Waiting(_, String why)) {
          cause = why;
        }
        if (streaming && !before) {
          streamingNanos = nanos;
        } else if (!streaming && (lostNanos.isEmpty() || isSteady(before, nanos))) {
          lostNanos = Optional.of(nanos);
        }
      }
    }

    LineReport report(LineState state, long nanos) {
      synchronized (LineComparison.this) {
        Optional<Long> lost = isSteady(streaming, nanos) ? Optional.empty() : lostNanos;
        Optional<Long> stalled =
            behind < STALLED_AFTER ? Optional.empty() : Optional.of(Math.min(behindNanos, nanos));
        return new LineReport(
            letter,
            state,
            messages,
            trades,
            won,
            median(),
            lost.map(since -> Duration.ofNanos(nanos - since)),
            lost.isPresent() ? cause : "",
            stalled.map(since -> Duration.ofNanos(nanos - since)));
      }
    }

    private boolean isSteady(boolean streams, long nanos) {
      return streams && nanos - streamingNanos >= STEADY_NANOS;
    }

    private void compare(Trade trade, long nanos) {
      Key key = new Key(trade.market(), trade.id());
      Optional<First> before = Optional.ofNullable(first.remove(key));
      if (before.isPresent() && before.get().line != this) {
        sample(Math.max(0, nanos - before.get().nanos));
        before.get().line.sample(0);
        return;
      }
      if (before.isEmpty()) {
        won++;
        lines.stream().filter(line -> line != this).forEach(line -> line.fellBehind(nanos));
      }
      first.put(key, before.orElseGet(() -> new First(this, nanos)));
      if (first.size() > MAX_WAITING) {
        first.remove(first.keySet().iterator().next());
      }
    }

    private void fellBehind(long nanos) {
      if (behind == 0) {
        behindNanos = nanos;
      }
      behind = Math.min(behind + 1, STALLED_AFTER);
    }

    private void sample(long lateNanos) {
      late[(int) (measured++ % SAMPLES)] = lateNanos;
    }

    private Optional<Duration> median() {
      long[] sorted = Arrays.copyOf(late, (int) Math.min(measured, SAMPLES));
      Arrays.sort(sorted);
      return Arrays.stream(sorted).skip(sorted.length / 2).mapToObj(Duration::ofNanos).findFirst();
    }
  }
}
