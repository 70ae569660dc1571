package btcfeed.domain.sequence;

import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;

/**
 * The sequence of one market whose trade ids only identify trades.
 *
 * <p>It remembers the ids of the newest trades by the venue's time. A remembered id is a duplicate,
 * and so is every trade as old as the forgotten ones. Ids do not show what is missing. A time
 * without a connected line does. It becomes a {@link Gap} from the last trade before it to the
 * first one after it, until the back-fill has ended.
 *
 * <p>Bounds: {@link #MEMORY} ids, or {@link #LARGEST_MEMORY} while a gap needs older ones; {@link
 * #MAX_OPEN_GAPS} gaps, beyond which a gap grows over the next one. A gap whose ids are forgotten
 * is given up and published as unrepairable.
 */
public final class OpaqueIdSequencer implements Sequencer {
  /** Ids remembered. */
  public static final int MEMORY = 8_192;

  /** Ids remembered while an open gap is older than they are. */
  public static final int LARGEST_MEMORY = 65_536;

  /** Gaps open at once. */
  public static final int MAX_OPEN_GAPS = 64;

  /** How long a dead connection can go undetected, with a margin. */
  public static final Duration UNNOTICED = Duration.ofSeconds(30);

  private static final long UNNOTICED_US = UNNOTICED.toNanos() / 1_000;

  private record Seen(long timeUs, TradeId id) {}

  private static final Comparator<Seen> BY_TIME = Comparator.comparingLong(Seen::timeUs);

  private final Set<TradeId> ids = new HashSet<>();
  private final PriorityQueue<Seen> oldestFirst = new PriorityQueue<>(BY_TIME);
  private final TreeMap<Long, Gap> open = new TreeMap<>();
  private long forgottenUs = Long.MIN_VALUE;
  private long lastUs = Long.MIN_VALUE;
  private long restartedUs = Long.MIN_VALUE;
  private boolean disconnected;

  /** Starts with the first trade that arrives. */
  public OpaqueIdSequencer() {}

  /** Continues from a checkpoint. */
  public OpaqueIdSequencer(SequenceCheckpoint.Opaque checkpoint) {
    lastUs = checkpoint.lastTimeUs();
    String[] words = checkpoint.recent().split(" ", -1);
    forgottenUs = Long.parseLong(words[0]);
    int gaps = Integer.parseInt(words[1]);
    for (int i = 2; i < 2 + gaps; i++) {
      String[] numbers = words[i].split("/", 3);
      replay(
          Gap.ofTime(
              Long.parseLong(numbers[0]),
              Long.parseLong(numbers[1]),
              Gap.State.OPEN,
              Long.parseLong(numbers[2])));
    }
    for (int i = 2 + gaps; i < words.length; i++) {
      String[] timeAndId = words[i].split(":", 2);
      remember(new Seen(Long.parseLong(timeAndId[0]), TradeId.of(timeAndId[1])));
    }
  }

  @Override
  public Sequencer restored(SequenceCheckpoint checkpoint) {
    return Sequencer.from(checkpoint);
  }

  @Override
  public Verdict offer(Trade trade) {
    long timeUs = trade.exchangeTimeUs();
    if (timeUs <= lastUs || isKnown(trade)) {
      return offerLate(trade);
    }
    remember(new Seen(timeUs, trade.id()));
    List<Gap> changed = new ArrayList<>();
    if (disconnected && lastUs != Long.MIN_VALUE) {
      long sinceUs = disconnectedSinceUs();
      if (restartedUs == lastUs && lastUs - UNNOTICED_US < forgottenUs) {
        changed.add(Gap.ofTime(lastUs - UNNOTICED_US, sinceUs, Gap.State.UNREPAIRABLE, 0));
      }
      changed.addAll(openGap(sinceUs, timeUs));
    }
    disconnected = false;
    lastUs = timeUs;
    return accepted(changed);
  }

  /** The next gap begins at the last trade of a line, not at a back-filled one. */
  @Override
  public Verdict offerBackfilled(Trade trade) {
    return lastUs == Long.MIN_VALUE ? offer(trade) : offerLate(trade);
  }

  private Verdict offerLate(Trade trade) {
    if (isKnown(trade)) {
      return Verdict.DUPLICATE;
    }
    long timeUs = trade.exchangeTimeUs();
    remember(new Seen(timeUs, trade.id()));
    Map.Entry<Long, Gap> candidate = open.floorEntry(timeUs);
    if (candidate != null && timeUs <= candidate.getValue().untilUs()) {
      Gap gap = candidate.getValue();
      replay(Gap.ofTime(gap.sinceUs(), gap.untilUs(), Gap.State.OPEN, gap.trades() + 1));
    }
    return accepted(new ArrayList<>());
  }

  /**
   * {@inheritDoc}
   *
   * <p>A connection may have been dead before the journal's end. The next gap therefore starts
   * {@link #UNNOTICED} before the last trade. The part of it whose ids are forgotten is published
   * as unrepairable.
   */
  @Override
  public void restarted() {
    disconnected = true;
    restartedUs = lastUs;
  }

  @Override
  public boolean isDisconnected() {
    return disconnected;
  }

  @Override
  public List<Gap> coverageLost(CoverageLoss loss) {
    return switch (loss) {
      case CoverageLoss.Disconnected _ -> {
        disconnected = true;
        yield List.of();
      }
      case CoverageLoss.MissedTime(_, long sinceUs, long untilUs) -> missed(sinceUs, untilUs);
      case CoverageLoss.HistoryAdded(_, long sinceUs) -> missed(sinceUs, lastUs);
      // The time without a connection covers it.
      case CoverageLoss.AnnouncedButMissing _ -> List.of();
    };
  }

  private List<Gap> missed(long sinceUs, long untilUs) {
    boolean known =
        open.values().stream()
            .anyMatch(gap -> gap.sinceUs() <= sinceUs && untilUs <= gap.untilUs());
    if (lastUs == Long.MIN_VALUE || sinceUs >= untilUs || known) {
      return List.of();
    }
    List<Gap> changed = new ArrayList<>(openGap(sinceUs, untilUs));
    giveUpForgotten(changed);
    return List.copyOf(changed);
  }

  @Override
  public List<Gap> backfillFinished(Gap gap, SearchOutcome outcome) {
    Gap known = open.get(gap.sinceUs());
    if (known == null || !known.sameAs(gap)) {
      return List.of();
    }
    open.remove(gap.sinceUs());
    boolean whole = outcome == SearchOutcome.COMPLETE && gap.sinceUs() >= forgottenUs;
    return List.of(known.as(whole ? Gap.State.CLOSED : Gap.State.UNREPAIRABLE));
  }

  @Override
  public List<Gap> replay(Trade trade, boolean backfilled) {
    Verdict verdict = backfilled ? offerBackfilled(trade) : offer(trade);
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
   * <p>A checkpoint has room for some hundred ids; older ones count as forgotten after a restart.
   */
  @Override
  public List<SequenceCheckpoint> checkpoints() {
    if (lastUs == Long.MIN_VALUE) {
      return List.of();
    }
    StringBuilder gaps = new StringBuilder().append(open.size());
    for (Gap gap : open.values()) {
      gaps.append(' ').append(gap.sinceUs());
      gaps.append('/').append(gap.untilUs()).append('/').append(gap.trades());
    }
    StringBuilder recent = new StringBuilder();
    long forgotten = forgottenUs;
    int room = SequenceCheckpoint.MAX_TEXT - gaps.length() - 21;
    for (Seen seen : oldestFirst.stream().sorted(BY_TIME.reversed()).toList()) {
      String text = " " + seen.timeUs() + ":" + seen.id().text();
      if (recent.length() + text.length() > room) {
        forgotten = Math.max(forgotten, seen.timeUs());
        break;
      }
      recent.append(text);
    }
    return List.of(new SequenceCheckpoint.Opaque(lastUs, forgotten + " " + gaps + recent));
  }

  @Override
  public int openGapCount() {
    return open.size();
  }

  @Override
  public List<Gap> openGaps() {
    return List.copyOf(open.values());
  }

  private long disconnectedSinceUs() {
    return restartedUs == lastUs
        ? Math.max(lastUs - UNNOTICED_US, Math.min(forgottenUs, lastUs))
        : lastUs;
  }

  private boolean isKnown(Trade trade) {
    return trade.exchangeTimeUs() <= forgottenUs || ids.contains(trade.id());
  }

  private Verdict accepted(List<Gap> changed) {
    while (ids.size() > (gapNeeds(oldestFirst.element()) ? LARGEST_MEMORY : MEMORY)) {
      Seen oldest = oldestFirst.remove();
      ids.remove(oldest.id());
      forgottenUs = oldest.timeUs();
    }
    giveUpForgotten(changed);
    return changed.isEmpty() ? Verdict.NEXT : new Verdict.Accept(List.copyOf(changed));
  }

  private void remember(Seen seen) {
    ids.add(seen.id());
    oldestFirst.add(seen);
  }

  private void giveUpForgotten(List<Gap> changed) {
    while (!open.isEmpty() && open.firstKey() < forgottenUs) {
      changed.add(open.pollFirstEntry().getValue().as(Gap.State.UNREPAIRABLE));
    }
  }

  private boolean gapNeeds(Seen seen) {
    boolean ofOpen = !open.isEmpty() && open.firstKey() <= seen.timeUs();
    return ofOpen || (disconnected && disconnectedSinceUs() <= seen.timeUs());
  }

  private List<Gap> openGap(long sinceUs, long untilUs) {
    Map.Entry<Long, Gap> before = open.floorEntry(sinceUs);
    if (before != null && open.size() == MAX_OPEN_GAPS) {
      Gap near = before.getValue();
      long until = Math.max(near.untilUs(), untilUs);
      Gap grown = Gap.ofTime(near.sinceUs(), until, Gap.State.OPEN, near.trades());
      open.put(grown.sinceUs(), grown);
      return List.of(grown);
    }
    long from = sinceUs;
    while (open.containsKey(from)) {
      from--;
    }
    Gap gap = Gap.ofTime(from, untilUs, Gap.State.OPEN, 0);
    open.put(from, gap);
    return open.size() <= MAX_OPEN_GAPS
        ? List.of(gap)
        : List.of(open.pollFirstEntry().getValue().as(Gap.State.UNREPAIRABLE), gap);
  }
}
