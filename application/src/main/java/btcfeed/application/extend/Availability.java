package btcfeed.application.extend;

import btcfeed.domain.health.Outages;
import btcfeed.domain.health.Outages.Outage;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.port.MutateStores;
import btcfeed.domain.port.ReadStores;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Looks ten times a second whether readers have a fresh price, for an hour's budget is a third of a
 * second, and keeps the times when not in the stores, so that a restart forgets none. The very
 * first start begins to count with the first price. Its keys: {@code btc:availability} with {@code
 * since} and {@code until}, and {@code btc:outages:<day>} with a field for each outage that began
 * on it, from and to in Unix milliseconds.
 */
public final class Availability implements Extension {
  private static final String KEY = "btc:availability";
  private static final long EVERY = Duration.ofMillis(100).toNanos();

  /** A longer time in which nobody looked was lost. */
  private static final long LONGEST_PAUSE = Duration.ofSeconds(5).toNanos();

  private static final long ASK_EVERY = Duration.ofSeconds(1).toNanos();
  private static final long WRITE_EVERY = Duration.ofSeconds(10).toNanos();
  private static final int DAYS = 31;

  private final BooleanSupplier fresh;
  private volatile List<Outages.Spent> spent = List.of();

  /**
   * Of a feed.
   *
   * @param fresh true while the active store has a fresh price
   */
  public Availability(BooleanSupplier fresh) {
    this.fresh = fresh;
  }

  /** What is spent of the budget of each period; empty before the first look. Any thread. */
  public List<Outages.Spent> spent() {
    return spent;
  }

  @Override
  public String name() {
    return "availability";
  }

  @Override
  public Running begin(FeedAccess feed) {
    return new Work(feed);
  }

  private final class Work implements Running {
    private final FeedAccess feed;
    private Outages outages;
    private final TreeMap<Long, Long> unwritten = new TreeMap<>();
    private LocalDate deleted = LocalDate.EPOCH;
    private boolean restored;

    /** True from the first price on, or from when a store told of an earlier life. */
    private boolean counting;

    private long lookedNanos;
    private long askedNanos;
    private long wroteNanos;

    Work(FeedAccess feed) {
      this.feed = feed;
      this.outages = new Outages(nowMs());
      this.lookedNanos = feed.clock().nanos();
      this.askedNanos = lookedNanos - ASK_EVERY;
      this.wroteNanos = lookedNanos;
    }

    @Override
    public long step() {
      long now = feed.clock().nanos();
      look(now);
      if (!restored && now - askedNanos >= ASK_EVERY) {
        askedNanos = now;
        restored = restore();
      }
      if (restored && counting && now - wroteNanos >= WRITE_EVERY) {
        wroteNanos = now;
        write();
      }
      spent = outages.spent(nowMs());
      return EVERY;
    }

    /** The time since the last look was as it is now; a pause much longer than meant was lost. */
    private void look(long now) {
      long passed = now - lookedNanos;
      lookedNanos = now;
      boolean isFresh = fresh.getAsBoolean();
      if (!counting) {
        counting = isFresh;
        outages = new Outages(nowMs());
        return;
      }
      if (!isFresh || passed > LONGEST_PAUSE) {
        long toMs = nowMs();
        note(outages.lost(toMs - passed / 1_000_000, toMs, toMs));
      }
    }

    private void note(Outage outage) {
      unwritten.put(outage.fromMs(), outage.toMs());
      while (unwritten.size() > Outages.MOST) {
        unwritten.pollFirstEntry();
      }
    }

    /** False while no store answers. */
    private boolean restore() {
      switch (feed.read().fields(KEY)) {
        case ReadStores.Answer.Unavailable<Map<String, String>> _ -> {
          return false;
        }
        case ReadStores.Answer.Found<Map<String, String>>(_, Map<String, String> known) -> {
          long until = number(known.getOrDefault("until", ""));
          if (until > 0) {
            counting = true;
            List<Outage> before = before();
            outages.restore(number(known.getOrDefault("since", "")), until, before, nowMs());
            outages.all().stream().filter(it -> !before.contains(it)).forEach(this::note);
          }
          return true;
        }
      }
    }

    private List<Outage> before() {
      List<Outage> all = new ArrayList<>();
      LocalDate today = day(nowMs());
      for (int ago = 0; ago < DAYS; ago++) {
        if (feed.read().fields(key(today.minusDays(ago)))
            instanceof ReadStores.Answer.Found<Map<String, String>>(_, var fields)) {
          fields.forEach((from, to) -> all.add(new Outage(number(from), number(to))));
        }
      }
      return all;
    }

    /** What is refused is written next time: {@code until} never passes an outage unwritten. */
    private void write() {
      while (!unwritten.isEmpty()) {
        Map.Entry<Long, Long> outage = unwritten.firstEntry();
        Map<String, String> field =
            Map.of(Long.toString(outage.getKey()), Long.toString(outage.getValue()));
        if (!taken(new Mutation.HashSet(key(day(outage.getKey())), field))) {
          return;
        }
        unwritten.pollFirstEntry();
      }
      Map<String, String> span =
          Map.of("since", Long.toString(outages.sinceMs()), "until", Long.toString(nowMs()));
      if (!taken(new Mutation.HashSet(KEY, span))) {
        return;
      }
      LocalDate past = day(nowMs()).minusDays(DAYS);
      if (!past.equals(deleted) && taken(new Mutation.Delete(key(past)))) {
        deleted = past;
      }
    }

    private boolean taken(Mutation mutation) {
      return switch (feed.mutate().submit(mutation)) {
        case MutateStores.Answer.Accepted _, MutateStores.Answer.Held _ -> true;
        case MutateStores.Answer.Refused _ -> false;
      };
    }

    private long nowMs() {
      return feed.clock().wallUs() / 1_000;
    }

    @Override
    public void close() {}
  }

  private static String key(LocalDate day) {
    return "btc:outages:" + day;
  }

  private static LocalDate day(long ms) {
    return LocalDate.ofInstant(Instant.ofEpochMilli(ms), ZoneOffset.UTC);
  }

  /** Zero if it is none of ours. */
  private static long number(String text) {
    return text.matches("\\d{1,15}") ? Long.parseLong(text) : 0;
  }
}
