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
 * Which of a venue's lines brings each trade first, and how much later the other one does. Knows
 * the last few thousand trades that only one line has brought; any thread.
 */
public final class LineComparison {
  private static final int MOST_WAITING = 4_096;
  private static final int SAMPLES = 256;
  private static final long FRESH_NANOS = Duration.ofMillis(500).toNanos();

  /** A loss is over once the line has streamed so long: it may be cut again at once. */
  private static final long STEADY_NANOS = Duration.ofSeconds(30).toNanos();

  /** So many trades of other lines in a row are no chance: this line brings none. */
  private static final int TELLING_MISSES = 5;

  private final boolean alone;
  private final Map<Key, First> first = new LinkedHashMap<>();
  private final List<Lane> lanes = new ArrayList<>();

  private record Key(Market market, TradeId id) {}

  private record First(Lane lane, long nanos) {}

  /** Between so many lines; one alone is only counted. */
  public LineComparison(int lines) {
    this.alone = lines < 2;
  }

  /** One line's part in it. */
  final class Lane {
    private final String letter;
    private final long[] late = new long[SAMPLES];
    private long measured;
    private long messages;
    private long trades;
    private long won;
    private long heardNanos;
    private boolean streaming;
    private long streamingNanos;
    private Optional<Long> lostNanos = Optional.empty();
    private String cause = "";

    /** Trades that another line brought first, since this one brought any. */
    private int misses;

    private long firstMissNanos;

    private Lane(String letter) {
      this.letter = letter;
    }

    /** Trades came on this line, of one message or of a few. */
    void heard(List<Trade> some, long nanos) {
      synchronized (LineComparison.this) {
        heardNanos = nanos;
        misses = 0;
        messages++;
        trades += some.size();
        if (alone) {
          won += some.size();
        } else {
          some.forEach(trade -> judge(trade, nanos));
        }
      }
    }

    /**
     * True while nobody waits for what this line brings: one that was made after it brings trades
     * too. Of two lines it is never both.
     */
    boolean spare(long now) {
      synchronized (LineComparison.this) {
        return lanes.subList(lanes.indexOf(this) + 1, lanes.size()).stream()
            .anyMatch(lane -> lane.trades > 0 && now - lane.heardNanos < FRESH_NANOS);
      }
    }

    /** The line is in another state, at this monotonic time. */
    void entered(LineState state, long nanos) {
      synchronized (LineComparison.this) {
        boolean before = streaming;
        streaming = state instanceof LineState.Streaming;
        if (state instanceof LineState.Waiting(_, String why)) {
          cause = why;
        }
        if (streaming && !before) {
          streamingNanos = nanos;
        } else if (!streaming && (lostNanos.isEmpty() || steady(before, nanos))) {
          lostNanos = Optional.of(nanos);
        }
      }
    }

    LineReport report(LineState state, long nanos) {
      synchronized (LineComparison.this) {
        Optional<Duration> lost =
            steady(streaming, nanos)
                ? Optional.empty()
                : lostNanos.map(since -> Duration.ofNanos(nanos - since));
        Optional<Duration> stalled =
            misses < TELLING_MISSES
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(0, nanos - firstMissNanos)));
        String why = lost.isPresent() ? cause : "";
        return new LineReport(letter, state, messages, trades, won, median(), lost, why, stalled);
      }
    }

    private boolean steady(boolean streams, long nanos) {
      return streams && nanos - streamingNanos >= STEADY_NANOS;
    }

    private void missed(long nanos) {
      if (misses == 0) {
        firstMissNanos = nanos;
      }
      misses = Math.min(misses + 1, TELLING_MISSES);
    }

    private void judge(Trade trade, long nanos) {
      Key key = new Key(trade.market(), trade.id());
      Optional<First> before = Optional.ofNullable(first.remove(key));
      if (before.isPresent() && before.get().lane != this) {
        note(Math.max(0, nanos - before.get().nanos));
        before.get().lane.note(0);
        return;
      }
      if (before.isEmpty()) {
        won++;
        lanes.stream().filter(lane -> lane != this).forEach(lane -> lane.missed(nanos));
      }
      first.put(key, before.orElseGet(() -> new First(this, nanos)));
      if (first.size() > MOST_WAITING) {
        first.remove(first.keySet().iterator().next());
      }
    }

    private void note(long lateNanos) {
      late[(int) (measured++ % SAMPLES)] = lateNanos;
    }

    private Optional<Duration> median() {
      if (measured == 0) {
        return Optional.empty();
      }
      long[] sorted = Arrays.copyOf(late, (int) Math.min(measured, SAMPLES));
      Arrays.sort(sorted);
      return Optional.of(Duration.ofNanos(sorted[sorted.length / 2]));
    }
  }

  /** One more line. */
  Lane lane(String letter) {
    Lane lane = new Lane(letter);
    synchronized (this) {
      lanes.add(lane);
    }
    return lane;
  }
}
