package btcfeed.application.extend;

import btcfeed.domain.health.Outages;
import btcfeed.domain.health.Outages.Outage;
import btcfeed.domain.journal.Mutation;
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
 * Measures ten times a second whether readers have a fresh price, because the budget of an hour is
 * only a third of a second. It keeps the outages in the stores, so a restart forgets none. The very
 * first start begins to count with the first price.
 *
 * <p>Its keys: {@code btc:availability} with {@code since} and {@code until}, and {@code
 * btc:outages:<day>} with one field for each outage that began on that day, from and to in Unix
 * milliseconds.
 */
public final class Availability implements Extension {
  private static final String KEY = "btc:availability";
  private static final long EVERY = Duration.ofMillis(100).toNanos();

  private static final long ASK_EVERY = Duration.ofSeconds(1).toNanos();
  private static final long WRITE_EVERY = Duration.ofSeconds(10).toNanos();
  private static final long FOLLOW_EVERY = Duration.ofMinutes(1).toNanos();
  private static final int DAYS = 31;

  private final BooleanSupplier leads;
  private final PriceWatch watch;
  private volatile List<Outages.Spent> spent = List.of();

  /**
   * @param fresh true while the active store has a fresh price
   * @param leads true while this instance leads
   */
  public Availability(BooleanSupplier fresh, BooleanSupplier leads) {
    this.watch = new PriceWatch(fresh);
    this.leads = leads;
  }

  /** How much of the budget of each period is used; empty before the first look. Any thread. */
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
    private long askedNanos;
    private long wroteNanos;

    Work(FeedAccess feed) {
      this.feed = feed;
      long now = feed.clock().nanos();
      this.outages = new Outages(nowMs());
      this.askedNanos = now - ASK_EVERY;
      this.wroteNanos = now;
      watch.begin(now, nowMs());
    }

    @Override
    public long step() {
      long now = feed.clock().nanos();
      watch.look(now, nowMs()).ifPresent(lost -> note(add(lost)));
      boolean leading = leads.getAsBoolean();
      if (now - askedNanos >= (restored ? FOLLOW_EVERY : ASK_EVERY) && !(restored && leading)) {
        askedNanos = now;
        restored |= restore(leading);
      }
      if (restored && leading && watch.counting() && now - wroteNanos >= WRITE_EVERY) {
        wroteNanos = now;
        write();
      }
      if (!watch.counting()) {
        outages = new Outages(nowMs());
      }
      spent = outages.spent(nowMs());
      return EVERY;
    }

    private Outage add(Outage lost) {
      return outages.lost(lost.fromMs(), lost.toMs(), nowMs());
    }

    private void note(Outage outage) {
      unwritten.put(outage.fromMs(), outage.toMs());
      while (unwritten.size() > Outages.MAX_OUTAGES) {
        unwritten.pollFirstEntry();
      }
    }

    /** False while no store answers. */
    private boolean restore(boolean leading) {
      switch (feed.read().fields(KEY)) {
        case ReadStores.LookupResult.Unavailable<Map<String, String>> _ -> {
          return false;
        }
        case ReadStores.LookupResult.Found<Map<String, String>>(_, Map<String, String> known) -> {
          long until = number(known.getOrDefault("until", ""));
          if (until > 0) {
            restore(number(known.getOrDefault("since", "")), until, leading);
          } else if (watch.counting()) {
            restoreWatched();
          }
          return true;
        }
      }
    }

    /** While another instance leads, the time since its last write is no outage. */
    private void restore(long sinceMs, long untilMs, boolean leading) {
      watch.count();
      List<Outage> before = before();
      outages = new Outages(watch.sinceMs());
      outages.restore(sinceMs, untilMs, before, leading ? watch.sinceMs() : untilMs);
      watch.outages().stream().filter(seen -> seen.toMs() > untilMs).forEach(this::add);
      outages.all().stream().filter(it -> !before.contains(it)).forEach(this::note);
    }

    /** The store was emptied: what this instance saw itself remains. */
    private void restoreWatched() {
      outages = new Outages(watch.sinceMs());
      watch.outages().forEach(seen -> note(add(seen)));
    }

    private List<Outage> before() {
      List<Outage> all = new ArrayList<>();
      LocalDate today = day(nowMs());
      for (int ago = 0; ago < DAYS; ago++) {
        if (feed.read().fields(key(today.minusDays(ago)))
            instanceof ReadStores.LookupResult.Found<Map<String, String>>(_, var fields)) {
          fields.forEach((from, to) -> all.add(new Outage(number(from), number(to))));
        }
      }
      return all;
    }

    /** A refused write is repeated: {@code until} never passes an outage that is not written. */
    private void write() {
      while (!unwritten.isEmpty()) {
        Map.Entry<Long, Long> outage = unwritten.firstEntry();
        Map<String, String> field =
            Map.of(Long.toString(outage.getKey()), Long.toString(outage.getValue()));
        if (!feed.submit(new Mutation.HashSet(key(day(outage.getKey())), field))) {
          return;
        }
        unwritten.pollFirstEntry();
      }
      Map<String, String> span =
          Map.of("since", Long.toString(outages.sinceMs()), "until", Long.toString(nowMs()));
      if (!feed.submit(new Mutation.HashSet(KEY, span))) {
        return;
      }
      LocalDate past = day(nowMs()).minusDays(DAYS);
      if (!past.equals(deleted) && feed.submit(new Mutation.Delete(key(past)))) {
        deleted = past;
      }
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

  /** Zero if the text is not a number. */
  private static long number(String text) {
    return text.matches("\\d{1,15}") ? Long.parseLong(text) : 0;
  }
}
