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
public final class Race {
  private static final int MOST_WAITING = 4_096;
  private static final int SAMPLES = 256;
  private static final long FRESH_NANOS = Duration.ofMillis(500).toNanos();

  private final boolean alone;
  private final Map<Key, First> first = new LinkedHashMap<>();
  private final List<Lane> lanes = new ArrayList<>();

  private record Key(Market market, TradeId id) {}

  private record First(Lane lane, long nanos) {}

  /** Between so many lines; one alone is only counted. */
  public Race(int lines) {
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

    private Lane(String letter) {
      this.letter = letter;
    }

    /** Trades came on this line, of one message or of a few. */
    void heard(List<Trade> some, long nanos) {
      synchronized (Race.this) {
        heardNanos = nanos;
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
      synchronized (Race.this) {
        return lanes.subList(lanes.indexOf(this) + 1, lanes.size()).stream()
            .anyMatch(lane -> lane.trades > 0 && now - lane.heardNanos < FRESH_NANOS);
      }
    }

    LineReport report(LineState state) {
      synchronized (Race.this) {
        return new LineReport(letter, state, messages, trades, won, median());
      }
    }

    private void judge(Trade trade, long nanos) {
      Key key = new Key(trade.market(), trade.id());
      Optional<First> before = Optional.ofNullable(first.remove(key));
      if (before.isPresent() && before.get().lane != this) {
        note(Math.max(0, nanos - before.get().nanos));
        before.get().lane.note(0);
        return;
      }
      won += before.isEmpty() ? 1 : 0;
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
