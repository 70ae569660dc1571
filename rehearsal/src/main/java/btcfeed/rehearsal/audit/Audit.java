package btcfeed.rehearsal.audit;

import btcfeed.domain.store.StoreName;
import btcfeed.redis.StoreReader;
import btcfeed.rehearsal.Poller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Compares the stores with the ledgers of the venues. One thread.
 *
 * <p>It reads the streams while the soak runs, so that they may be trimmed meanwhile, and compares
 * both stores entry for entry at the end. Entry ids grow and are the same in both stores. Reading
 * therefore continues after the last known id, even in a store that was emptied and refilled.
 */
public final class Audit {
  private static final String TICKS = "btc:ticks";
  private static final String GAPS = "btc:gaps";

  private static final Duration EVERY = Duration.ofSeconds(20);

  /** Of the trades that stand there twice, no more are named. */
  private static final int MOST_NAMED = 12;

  /** What the service keeps of a stream by default. */
  private static final long STREAM_LENGTH = 1_000_000;

  private final Map<String, TradeLedger> ledgers;
  private final Set<String> repeated = new LinkedHashSet<>();
  private final Map<StoreName, Read> read = new EnumMap<>(StoreName.class);

  private static final class Read {
    private String after = "";
    private long ticks;
    private long backfilled;
    private long twice;
    private long invented;
  }

  /**
   * The result.
   *
   * @param ticks trades that each store holds, or held before they were trimmed
   * @param backfilled of them, those that were fetched by back-fill
   * @param lost trades missing from a store and from every gap published as unrepairable
   * @param published trades missing from the stores and published as unrepairable
   * @param twice entries of a trade that the store held already
   * @param invented entries that are no trade of a venue
   * @param equal true if both stores have the same entries
   * @param broken whatever else is wrong, a sentence each
   */
  public record Result(
      long ticks,
      long backfilled,
      long lost,
      long published,
      long twice,
      long invented,
      int holes,
      int unrepairable,
      boolean equal,
      List<String> broken) {
    public Result {
      broken = List.copyOf(broken);
    }
  }

  /** Compares with the ledgers of these venues. */
  public Audit(Map<String, TradeLedger> ledgers) {
    this.ledgers = ledgers;
    for (StoreName store : StoreName.values()) {
      read.put(store, new Read());
    }
  }

  /**
   * Reads both stores every 20 s until it is closed, so that no stream is trimmed unread. Until
   * then only its thread uses this audit.
   *
   * @param open opens a reader of a store; fails while the store does not answer
   */
  public Poller follow(Function<StoreName, StoreReader> open) {
    return Poller.start(
        "audit-reads",
        EVERY,
        () -> {
          for (StoreName store : StoreName.values()) {
            try (StoreReader reader = open.apply(store)) {
              readOn(store, reader);
            } catch (RuntimeException away) {
              // A fault is injected there: the next round continues from the same place.
            }
          }
        });
  }

  /** Reads the new entries of a store that answers. */
  void readOn(StoreName store, StoreReader reader) {
    Read position = Objects.requireNonNull(read.get(store));
    for (List<StoreReader.Entry> page = reader.after(TICKS, position.after);
        !page.isEmpty();
        page = reader.after(TICKS, position.after)) {
      page.forEach(entry -> seen(store, position, entry));
      position.after = page.getLast().id();
    }
    ledgers.values().forEach(TradeLedger::compact);
  }

  private void seen(StoreName store, Read position, StoreReader.Entry entry) {
    Map<String, String> tick = entry.fields();
    String venue = tick.getOrDefault("venue", "");
    String id = tick.getOrDefault("trade_id", "");
    TradeLedger ledger = ledgers.get(venue);
    TradeLedger.Found found =
        ledger == null
            ? TradeLedger.Found.INVENTED
            : ledger.seen(
                store,
                id,
                tick.getOrDefault("price", ""),
                tick.getOrDefault("quantity", ""),
                tick.getOrDefault("side", ""));
    switch (found) {
      case NEW -> position.ticks++;
      case TWICE -> {
        position.twice++;
        if (repeated.size() < MOST_NAMED) {
          repeated.add("trade %s of %s stands there twice".formatted(id, venue));
        }
      }
      case INVENTED -> position.invented++;
    }
    position.backfilled += tick.getOrDefault("origin", "").equals("backfill") ? 1 : 0;
  }

  /** Compares everything, once no trade comes any more. */
  public Result finish(StoreReader primary, StoreReader failover) {
    readOn(StoreName.PRIMARY, primary);
    readOn(StoreName.FAILOVER, failover);
    List<String> broken = new ArrayList<>(repeated);
    long standing = compared(TICKS, primary, failover, broken, _ -> {});
    GapStates holes = new GapStates();
    long gaps = compared(GAPS, primary, failover, broken, holes::add);
    Read first = Objects.requireNonNull(read.get(StoreName.PRIMARY));
    Read second = Objects.requireNonNull(read.get(StoreName.FAILOVER));
    if (standing < Math.min(first.ticks, STREAM_LENGTH)) {
      broken.add(
          "of %d trades that stood in the primary store only %d do in the end"
              .formatted(first.ticks, standing));
    }
    Missing missing = new Missing();
    ledgers.forEach(
        (venue, ledger) -> {
          for (StoreName store : StoreName.values()) {
            ledger.missing(
                store, (number, timeUs) -> missing.add(store, venue, number, timeUs, holes));
          }
        });
    holes.open().forEach(hole -> broken.add("a hole is still open: " + hole));
    if (missing.lost > 0) {
      broken.add("missing, and nobody says so: " + missing.lost + " trades, " + missing.examples);
    }
    return new Result(
        first.ticks,
        first.backfilled,
        missing.lost,
        missing.published,
        first.twice + second.twice,
        first.invented + second.invented,
        holes.count(),
        holes.unrepairable(),
        standing >= 0 && gaps >= 0,
        broken);
  }

  private static final class Missing {
    private static final int EXAMPLES = 5;

    private final List<String> examples = new ArrayList<>();
    private long lost;
    private long published;

    void add(StoreName store, String venue, long number, long timeUs, GapStates holes) {
      if (holes.published(venue, number, timeUs)) {
        published += store == StoreName.PRIMARY ? 1 : 0;
        return;
      }
      lost++;
      if (examples.size() < EXAMPLES) {
        examples.add("%s %d in the %s store".formatted(venue, number, store.text()));
      }
    }
  }

  /** Compares a stream entry for entry; returns how many entries it holds, -1 if it differs. */
  private static long compared(
      String stream,
      StoreReader primary,
      StoreReader failover,
      List<String> broken,
      Consumer<StoreReader.Entry> each) {
    long entries = 0;
    String after = "";
    while (true) {
      List<StoreReader.Entry> first = primary.after(stream, after);
      if (!first.equals(failover.after(stream, after))) {
        broken.add("the stores differ in " + stream + " behind " + (after.isEmpty() ? "0" : after));
        return -1;
      }
      if (first.isEmpty()) {
        return entries;
      }
      first.forEach(each);
      entries += first.size();
      after = first.getLast().id();
    }
  }
}
