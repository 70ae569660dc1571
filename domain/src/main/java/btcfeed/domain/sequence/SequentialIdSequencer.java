package btcfeed.domain.sequence;

import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The sequence of one market whose trade ids increase by one.
 *
 * <p>{@code last + 1} is accepted. A higher id is accepted too, and opens a {@link Gap} over the
 * ids between. A lower id is accepted if an open gap lacks it, and is a duplicate otherwise. So
 * each trade is accepted exactly once, in whatever order it arrives.
 *
 * <p>A single wrong id has no effect. An id more than {@link #MAX_JUMP} ahead is held until the
 * next trade continues from it. A jump of more than {@link #WIDEST_GAP} is a new numbering: the ids
 * between are published as unrepairable. A run of ids that starts with such a jump, or with the
 * first trade of all, is established after {@link #ESTABLISHED} trades. Until then a longer run
 * below it replaces it.
 *
 * <p>Bounds: those of {@link OpenGaps}; {@link #ESTABLISHED} held trades; {@link #MAX_GIVEN_UP}
 * runs given up.
 */
public final class SequentialIdSequencer implements Sequencer {
  /** Open gaps that are published separately. */
  public static final int MAX_OPEN_GAPS = OpenGaps.MAX_GAPS;

  /** Missing ranges of all open gaps together. */
  public static final int MAX_PIECES = OpenGaps.MAX_PIECES;

  /** How far ahead a single id is plausible. */
  public static final long MAX_JUMP = 10_000;

  /** The widest gap that is searched for: about half a year of the busiest market. */
  public static final long WIDEST_GAP = 1_000_000_000;

  /** Trades after which a run of ids is established. */
  public static final int ESTABLISHED = 32;

  private static final int CONFIRMED = 2;
  private static final int LOWER_CONFIRMED = 3;
  private static final long NEAR = 1000;

  private static final int MAX_GIVEN_UP = 16;

  private final OpenGaps gaps = new OpenGaps();

  /** Runs that were given up, first to last id: their ids stay duplicates. */
  private final IdRanges givenUp = new IdRanges();

  /** Consecutive trades that do not continue the run; the newest last. */
  private final List<Trade> held = new ArrayList<>();

  private long last = -1;
  private long lastTimeUs;

  /** The first id of the run, the last id before it, and the length of the run. */
  private long runFirst = -1;

  private long beforeRun = -1;
  private int run = ESTABLISHED;

  /** Trades that lines delivered into gaps since the run last grew, and the highest id of them. */
  private int liveInGaps;

  private long liveInGapsTo;

  /** Starts with the first trade that arrives. */
  public SequentialIdSequencer() {}

  /** Continues from a checkpoint. */
  public SequentialIdSequencer(SequenceCheckpoint.Sequential checkpoint) {
    last = checkpoint.lastId();
    lastTimeUs = checkpoint.lastTimeUs();
    read(checkpoint);
  }

  @Override
  public Sequencer restored(SequenceCheckpoint checkpoint) {
    if (checkpoint instanceof SequenceCheckpoint.Sequential more
        && more.isContinuation()
        && more.lastId() == last) {
      read(more);
      return this;
    }
    return Sequencer.from(checkpoint);
  }

  private void read(SequenceCheckpoint.Sequential checkpoint) {
    for (String text : checkpoint.elements()) {
      if (text.startsWith(SequenceCheckpoint.Sequential.RUN)) {
        String[] numbers = text.substring(SequenceCheckpoint.Sequential.RUN.length()).split("/", 3);
        run = Integer.parseInt(numbers[0]);
        runFirst = Long.parseLong(numbers[1]);
        beforeRun = Long.parseLong(numbers[2]);
      } else if (text.startsWith(SequenceCheckpoint.Sequential.GIVEN_UP)) {
        String[] ends =
            text.substring(SequenceCheckpoint.Sequential.GIVEN_UP.length()).split("-", 2);
        givenUp.add(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
      } else {
        gaps.restore(text, lastTimeUs);
      }
    }
  }

  @Override
  public Verdict offer(Trade trade) {
    long id = number(trade);
    if (givenUp.contains(id)) {
      return Verdict.DUPLICATE;
    }
    if (last < 0 || id == last + 1) {
      return accepted(take(trade));
    }
    if (id <= last) {
      Optional<List<Gap>> filled = gaps.fill(id);
      if (filled.isPresent()) {
        liveInGaps++;
        liveInGapsTo = Math.max(liveInGapsTo, id);
        return accepted(filled.get());
      }
      return below(trade, id);
    }
    return id - last <= MAX_JUMP ? accepted(take(trade)) : ahead(trade, id);
  }

  @Override
  public Verdict offerBackfilled(Trade trade) {
    long id = number(trade);
    if (last < 0 || id > last) {
      return offer(trade);
    }
    return gaps.fill(id).map(SequentialIdSequencer::accepted).orElse(Verdict.DUPLICATE);
  }

  @Override
  public void restarted() {}

  @Override
  public boolean isDisconnected() {
    return false;
  }

  /** Only an announced trade matters: otherwise the next id shows what is missing. */
  @Override
  public List<Gap> coverageLost(CoverageLoss loss) {
    return loss instanceof CoverageLoss.AnnouncedButMissing(_, TradeId id, long byUs)
            && id instanceof TradeId.Numbered(long number)
        ? announced(number, byUs)
        : List.of();
  }

  /** Opens a gap up to an announced trade, without waiting for the trade after it. */
  private List<Gap> announced(long id, long byUs) {
    if (last < 0 || id <= last || id - last > MAX_JUMP) {
      return List.of();
    }
    List<Gap> changed = gaps.open(last + 1, id, lastTimeUs, Math.max(byUs, lastTimeUs));
    last = id;
    return changed;
  }

  /**
   * {@inheritDoc}
   *
   * <p>What is still missing will never arrive, with one exception: lines deliver trades inside the
   * gap now, and none above it. Then the venue has not traded the rest yet, and that part stays
   * open.
   */
  @Override
  public List<Gap> backfillFinished(Gap gap, SearchOutcome outcome) {
    if (gap.ids().isEmpty()) {
      return List.of();
    }
    Gap.Ids ids = gap.ids().get();
    Optional<OpenGap> known =
        gaps.holding(ids.from()).filter(it -> it.from == ids.from() && it.to() == ids.to());
    boolean tradedNow =
        liveInGaps >= LOWER_CONFIRMED && ids.from() <= liveInGapsTo && liveInGapsTo < ids.to();
    return known.isPresent() && tradedNow
        ? gaps.endUpTo(known.get(), liveInGapsTo)
        : gaps.end(ids.from(), ids.to());
  }

  @Override
  public List<Gap> replay(Trade trade, boolean backfilled) {
    long id = number(trade);
    if (last < 0 || id > last) {
      return take(trade);
    }
    Optional<List<Gap>> filled = gaps.fill(id);
    if (filled.isPresent() || !isBelowRun(id)) {
      return filled.orElse(List.of());
    }
    List<Gap> changed = new ArrayList<>(giveUpRun(trade));
    changed.addAll(take(trade));
    return changed;
  }

  /** Trades open and close gaps; only a gap without a trade above it needs its record. */
  @Override
  public void replay(Gap gap) {
    gap.ids()
        .ifPresent(
            ids -> {
              switch (gap.state()) {
                case OPEN -> {
                  gaps.replayOpen(ids.from());
                  var _ = announced(ids.to(), gap.untilUs());
                }
                case UNREPAIRABLE -> {
                  var _ = gaps.end(ids.from(), ids.to());
                }
                case CLOSED -> {}
              }
            });
  }

  /** {@inheritDoc} Gaps that do not fit into one checkpoint are in further ones. */
  @Override
  public List<SequenceCheckpoint> checkpoints() {
    if (last < 0) {
      return List.of();
    }
    List<String> elements = new ArrayList<>();
    if (run < ESTABLISHED) {
      elements.add(SequenceCheckpoint.Sequential.RUN + run + "/" + runFirst + "/" + beforeRun);
    }
    givenUp.forEach(
        (first, end) -> elements.add(SequenceCheckpoint.Sequential.GIVEN_UP + first + "-" + end));
    elements.addAll(gaps.texts(SequenceCheckpoint.MAX_TEXT - 1));
    return SequenceCheckpoint.Sequential.of(last, lastTimeUs, elements);
  }

  @Override
  public int openGapCount() {
    return gaps.count();
  }

  @Override
  public List<Gap> openGaps() {
    return gaps.all();
  }

  private static long number(Trade trade) {
    return switch (trade.id()) {
      case TradeId.Numbered(long number) -> number;
      case TradeId.Named(String text) ->
          throw new IllegalArgumentException("not a sequential trade id: " + text);
    };
  }

  private static Verdict accepted(List<Gap> changed) {
    return changed.isEmpty() ? Verdict.NEXT : new Verdict.Accept(changed);
  }

  /** Accepts a trade above all others; returns the gaps that this changed. */
  private List<Gap> take(Trade trade) {
    long id = number(trade);
    List<Gap> changed = List.of();
    if (runFirst < 0 && last < 0) {
      begin(id, -1);
    } else if (id - last > WIDEST_GAP) {
      changed =
          List.of(
              new Gap(
                  last + 1, id - 1, lastTimeUs, trade.exchangeTimeUs(), Gap.State.UNREPAIRABLE, 0));
      begin(id, last);
    } else if (id > last + 1) {
      changed = gaps.open(last + 1, id - 1, lastTimeUs, trade.exchangeTimeUs());
    }
    last = id;
    lastTimeUs = trade.exchangeTimeUs();
    run = Math.min(run + 1, ESTABLISHED);
    liveInGaps = 0;
    liveInGapsTo = 0;
    held.clear();
    return changed;
  }

  private void begin(long first, long before) {
    runFirst = first;
    beforeRun = before;
    run = 0;
  }

  /** The id is too far ahead to be plausible on its own. */
  private Verdict ahead(Trade trade, long id) {
    return hold(trade, id) && held.size() >= CONFIRMED ? acceptHeld(List.of()) : Verdict.HOLD;
  }

  /** A duplicate, unless the run itself is wrong. */
  private Verdict below(Trade trade, long id) {
    if (!isBelowRun(id)) {
      return Verdict.DUPLICATE;
    }
    boolean another = hold(trade, id);
    return !another || held.size() < LOWER_CONFIRMED || held.size() <= run
        ? Verdict.HOLD
        : acceptHeld(giveUpRun(held.getFirst()));
  }

  private boolean isBelowRun(long id) {
    return run < ESTABLISHED
        && beforeRun < id
        && id < runFirst - NEAR
        && givenUp.size() < MAX_GIVEN_UP;
  }

  /** Holds a trade, in place of those it does not continue. False if it is held already. */
  private boolean hold(Trade trade, long id) {
    if (held.stream().anyMatch(other -> number(other) == id)) {
      return false;
    }
    long before = held.isEmpty() ? Long.MAX_VALUE : number(held.getLast());
    if (id < before || id - before > NEAR) {
      held.clear();
    }
    held.add(trade);
    return true;
  }

  /** Accepts all held trades; the last one has just arrived. */
  private Verdict acceptHeld(List<Gap> before) {
    List<Trade> all = List.copyOf(held);
    List<Gap> changed = new ArrayList<>(before);
    all.forEach(one -> changed.addAll(take(one)));
    return new Verdict.AcceptHeld(all.subList(0, all.size() - 1), List.copyOf(changed));
  }

  /** Restores the state before the run. */
  private List<Gap> giveUpRun(Trade instead) {
    List<Gap> changed = gaps.endFrom(runFirst);
    givenUp.add(runFirst, last);
    last = beforeRun;
    lastTimeUs = Math.min(lastTimeUs, instead.exchangeTimeUs());
    if (beforeRun < 0) {
      runFirst = -1;
    } else {
      run = ESTABLISHED;
    }
    return changed;
  }
}
