package btcfeed.planted.application;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counters that no other class reads, and one that another class reads. */
public final class CounterOffences {
  private CounterOffences() {}

  static final class CountsForNobody {
    private final LongAdder lost = new LongAdder();

    void lost(long some) {
      lost.add(some);
    }
  }

  static final class CountsByReason {
    private final Map<String, LongAdder> refused = new ConcurrentHashMap<>();

    void refused(String reason) {
      refused.computeIfAbsent(reason, _ -> new LongAdder()).increment();
    }
  }

  static final class IsReadByItselfOnly {
    private final AtomicLong waiting = new AtomicLong();

    boolean full() {
      return waiting.get() > 9;
    }
  }

  /** Keeps the rule. */
  public static final class IsRead {
    private final LongAdder lost = new LongAdder();

    void lost() {
      lost.increment();
    }

    private long sum() {
      return lost.sum();
    }

    /** Everything counted. */
    public String report() {
      return "lost: " + sum();
    }
  }
}
