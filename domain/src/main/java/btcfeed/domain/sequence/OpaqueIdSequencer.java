package btcfeed.domain.sequence;

import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/**
 * The order of one market whose trade ids only tell trades apart.
 *
 * <p>It remembers the ids of the newest trades by the venue's time. What is remembered is a
 * duplicate, and so is, to be safe, anything as old as what was forgotten. Ids cannot tell what is
 * missing; that nobody listened can: then a {@link Gap} runs from the last trade before to the
 * first one after, until the venue was asked for all between.
 *
 * <p>Bounds: {@link #MEMORY} ids, up to {@link #LARGEST_MEMORY} while a gap needs older ones,
 * {@link #MAX_OPEN_GAPS} gaps; at the bound, the gap before grows over the next one. A gap that
 * outlives the memory of its time is given up, and said to be.
 */
public final class OpaqueIdSequencer implements Sequencer {
  /** Ids remembered. */
  public static final int MEMORY = 8_192;

  /** Ids remembered while a gap is open that is older than they are. */
  public static final int LARGEST_MEMORY = 65_536;

  /** Gaps kept open at once; at the bound, one grows over the next. */
  public static final int MAX_OPEN_GAPS = 64;

  /** How long a line may be dead before that is noticed, and some. */
  public static final Duration UNNOTICED = Duration.ofSeconds(30);

  private record Seen(long timeUs, TradeId id) {}

  private static final Comparator<Seen> BY_TIME = Comparator.comparingLong(Seen::timeUs);

  private final Set<TradeId> ids = new HashSet<>();
  private final PriorityQueue<Seen> oldestFirst = new PriorityQueue<>(BY_TIME);
  private final TreeMap<Long, Gap> open = new TreeMap<>();
  private long forgottenUs = Long.MIN_VALUE;
  private long lastUs = Long.MIN_VALUE;
  private long resumedUs = Long.MIN_VALUE;
  private boolean unheard;

  /** Starts with the first trade that comes. */
  public OpaqueIdSequencer() {}

  /** Goes on from a mark. */
  public OpaqueIdSequencer(SequenceCheckpoint.Naming mark) {
    lastUs = mark.lastTimeUs();
    String[] words = mark.lately().split(" ", -1);
    forgottenUs = Long.parseLong(words[0]);
    int gaps = Integer.parseInt(words[1]);
    for (int i = 0; i < gaps; i++) {
      long[] numbers = numbers(words[2 + i]);
      open.put(numbers[0], Gap.ofTime(numbers[0], numbers[1], Gap.State.OPEN, numbers[2]));
    }
    for (int i = 2 + gaps; i < words.length; i++) {
      int colon = words[i].indexOf(':');
      remember(
          new Seen(
              Long.parseLong(words[i].substring(0, colon)),
              TradeId.of(words[i].substring(colon + 1))));
    }
  }

  @Override
  public Sequencer restored(SequenceCheckpoint mark) {
    return Sequencer.from(mark);
  }

  @Override
  public Verdict offer(Trade trade) {
    long timeUs = trade.exchangeTimeUs();
    if (isKnown(trade)) {
      return Verdict.DUPLICATE;
    }
    remember(new Seen(timeUs, trade.id()));
    List<Gap> changed = new ArrayList<>();
    if (timeUs > lastUs) {
      if (unheard && lastUs != Long.MIN_VALUE) {
        unknown().ifPresent(changed::add);
        changed.addAll(openGap(unheardSinceUs(), timeUs));
      }
      unheard = false;
      lastUs = timeUs;
    } else {
      arrivedLate(timeUs);
    }
    return accepted(changed);
  }

  /** What was last heard, from where the next gap begins, is what a line brought last. */
  @Override
  public Verdict fetched(Trade trade) {
    if (lastUs == Long.MIN_VALUE) {
      return offer(trade);
    }
    if (isKnown(trade)) {
      return Verdict.DUPLICATE;
    }
    remember(new Seen(trade.exchangeTimeUs(), trade.id()));
    arrivedLate(trade.exchangeTimeUs());
    return accepted(new ArrayList<>());
  }

  @Override
  public void interrupted() {
    unheard = true;
  }

  /**
   * A line that had died, unnoticed, while another one came up: that is a time nobody heard, before
   * the journal's end. So the gap begins some time before it, as far back as trades are known; of
   * the rest of that time nobody can say any more whether all of it was heard, and that is said.
   */
  @Override
  public void resumed() {
    unheard = true;
    resumedUs = lastUs;
  }

  /** Opens a gap, unless one that is open spans that time already. */
  @Override
  public List<Gap> unheard(long sinceUs, long untilUs) {
    if (lastUs == Long.MIN_VALUE || sinceUs >= untilUs) {
      return List.of();
    }
    if (open.values().stream()
        .anyMatch(gap -> gap.sinceUs() <= sinceUs && untilUs <= gap.untilUs())) {
      return List.of();
    }
    List<Gap> changed = new ArrayList<>(openGap(sinceUs, untilUs));
    giveUpForgotten(changed);
    return List.copyOf(changed);
  }

  /** Changes nothing: that nobody listened says as much. */
  @Override
  public List<Gap> missed(TradeId id, long byUs) {
    return List.of();
  }

  @Override
  public List<Gap> sought(Gap gap, SearchOutcome search) {
    Gap known = open.get(gap.sinceUs());
    if (known == null || !known.sameAs(gap)) {
      return List.of();
    }
    open.remove(gap.sinceUs());
    boolean whole = search == SearchOutcome.COMPLETE && gap.sinceUs() >= forgottenUs;
    return List.of(as(known, whole ? Gap.State.CLOSED : Gap.State.UNREPAIRABLE));
  }

  @Override
  public List<Gap> replay(Trade trade, boolean fetched) {
    Verdict verdict = fetched ? fetched(trade) : offer(trade);
    return verdict instanceof Verdict.Accept(List<Gap> changed) ? changed : List.of();
  }

  @Override
  public void replay(Gap gap) {
    switch (gap.state()) {
      case OPEN -> open.put(gap.sinceUs(), gap);
      case CLOSED, UNREPAIRABLE -> open.remove(gap.sinceUs());
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>A mark has room for some hundred ids; what is as old as those left out is then forgotten.
   */
  @Override
  public List<SequenceCheckpoint> marks() {
    if (lastUs == Long.MIN_VALUE) {
      return List.of();
    }
    StringBuilder gaps = new StringBuilder().append(open.size());
    open.values()
        .forEach(
            gap ->
                gaps.append(' ')
                    .append(gap.sinceUs())
                    .append('/')
                    .append(gap.untilUs())
                    .append('/')
                    .append(gap.trades()));
    StringBuilder kept = new StringBuilder();
    long forgotten = forgottenUs;
    int room = SequenceCheckpoint.MAX_TEXT - gaps.length() - 21;
    Iterator<Seen> newestFirst = oldestFirst.stream().sorted(BY_TIME.reversed()).iterator();
    while (newestFirst.hasNext()) {
      Seen seen = newestFirst.next();
      String text = " " + seen.timeUs() + ":" + seen.id().text();
      if (kept.length() + text.length() > room) {
        forgotten = Math.max(forgotten, seen.timeUs());
        break;
      }
      kept.append(text);
    }
    return List.of(new SequenceCheckpoint.Naming(lastUs, forgotten + " " + gaps + kept));
  }

  @Override
  public int openGapCount() {
    return open.size();
  }

  @Override
  public List<Gap> openGaps() {
    return List.copyOf(open.values());
  }

  private long unheardSinceUs() {
    return resumedUs == lastUs
        ? Math.max(lastUs - UNNOTICED.toNanos() / 1_000, Math.min(forgottenUs, lastUs))
        : lastUs;
  }

  private boolean isKnown(Trade trade) {
    return trade.exchangeTimeUs() <= forgottenUs || ids.contains(trade.id());
  }

  private Verdict accepted(List<Gap> changed) {
    forget(changed);
    return changed.isEmpty() ? Verdict.NEXT : new Verdict.Accept(List.copyOf(changed));
  }

  /** The part of what is looked back at that was forgotten. */
  private Optional<Gap> unknown() {
    long since = lastUs - UNNOTICED.toNanos() / 1_000;
    return resumedUs == lastUs && since < forgottenUs
        ? Optional.of(Gap.ofTime(since, unheardSinceUs(), Gap.State.UNREPAIRABLE, 0))
        : Optional.empty();
  }

  private void remember(Seen seen) {
    ids.add(seen.id());
    oldestFirst.add(seen);
  }

  /** Lets go of the oldest beyond what is needed; gaps that this leaves undecided are given up. */
  private void forget(List<Gap> changed) {
    while (ids.size() > (gapNeeds(oldestFirst.element()) ? LARGEST_MEMORY : MEMORY)) {
      Seen oldest = oldestFirst.remove();
      ids.remove(oldest.id());
      forgottenUs = oldest.timeUs();
    }
    giveUpForgotten(changed);
  }

  private void giveUpForgotten(List<Gap> changed) {
    while (!open.isEmpty() && open.firstKey() < forgottenUs) {
      changed.add(as(open.pollFirstEntry().getValue(), Gap.State.UNREPAIRABLE));
    }
  }

  private boolean gapNeeds(Seen seen) {
    boolean ofOpen = !open.isEmpty() && open.firstKey() <= seen.timeUs();
    return ofOpen || (unheard && unheardSinceUs() <= seen.timeUs());
  }

  private List<Gap> openGap(long sinceUs, long untilUs) {
    Map.Entry<Long, Gap> before = open.floorEntry(sinceUs);
    if (before != null && open.size() == MAX_OPEN_GAPS) {
      Gap near = before.getValue();
      Gap grown =
          Gap.ofTime(
              near.sinceUs(), Math.max(near.untilUs(), untilUs), Gap.State.OPEN, near.trades());
      open.put(grown.sinceUs(), grown);
      return List.of(grown);
    }
    long from = sinceUs;
    while (open.containsKey(from)) {
      from--;
    }
    Gap gap = Gap.ofTime(from, untilUs, Gap.State.OPEN, 0);
    open.put(from, gap);
    if (open.size() <= MAX_OPEN_GAPS) {
      return List.of(gap);
    }
    Gap oldest = open.pollFirstEntry().getValue();
    return List.of(as(oldest, Gap.State.UNREPAIRABLE), gap);
  }

  private void arrivedLate(long timeUs) {
    var candidate = open.floorEntry(timeUs);
    if (candidate != null && timeUs <= candidate.getValue().untilUs()) {
      Gap gap = candidate.getValue();
      open.put(
          gap.sinceUs(),
          Gap.ofTime(gap.sinceUs(), gap.untilUs(), Gap.State.OPEN, gap.trades() + 1));
    }
  }

  private static Gap as(Gap gap, Gap.State state) {
    return Gap.ofTime(gap.sinceUs(), gap.untilUs(), state, gap.trades());
  }

  private static long[] numbers(String text) {
    int first = text.indexOf('/');
    int second = text.indexOf('/', first + 1);
    return new long[] {
      Long.parseLong(text.substring(0, first)),
      Long.parseLong(text.substring(first + 1, second)),
      Long.parseLong(text.substring(second + 1))
    };
  }
}
