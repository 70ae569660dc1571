package btcfeed.domain.sequence;

import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The order of one market whose trade ids count up by one.
 *
 * <p>{@code last + 1} is accepted. A higher id is accepted at once and opens a {@link Gap} over the
 * ids between. A lower one is accepted if it lies in an open gap, where it fills its place, and is
 * a duplicate otherwise: so a trade is accepted exactly once in whatever order, and however often,
 * it arrives.
 *
 * <p>One id alone cannot mislead it. An id more than {@link #MAX_JUMP} ahead is held until the next
 * trade continues from there. A jump of more than {@link #WIDEST_GAP} is another numbering: what
 * lies between is published as unrepairable, and not sought. A run of ids that begins like that, or
 * with the first trade of all, is believed for good after {@link #ESTABLISHED} trades. Until then
 * it is given up when more trades than it has continue each other below it: those were held, and
 * are accepted then.
 *
 * <p>Bounds: those of {@link OpenGaps}; {@link #ESTABLISHED} held trades; {@link #MOST_GIVEN_UP}
 * runs given up.
 */
public final class SequentialIdSequencer implements Sequencer {
  /** Gaps kept open at once, each published on its own. */
  public static final int MAX_OPEN_GAPS = OpenGaps.MAX_GAPS;

  /** Missing pieces of all open gaps together. */
  public static final int MAX_PIECES = OpenGaps.MAX_PIECES;

  /** How far ahead one id is believed on its own. */
  public static final long MAX_JUMP = 10_000;

  /** The widest gap that is sought: about half a year of the busiest market. */
  public static final long WIDEST_GAP = 1_000_000_000;

  /** Trades after which a run of ids is believed for good. */
  public static final int ESTABLISHED = 32;

  private static final int CONFIRMED = 2;
  private static final int LOWER_CONFIRMED = 3;
  private static final long NEAR = 1000;

  private static final int MOST_GIVEN_UP = 16;

  private final OpenGaps gaps = new OpenGaps();

  /** Runs that were given up, first to last id: what was accepted once is a duplicate for good. */
  private final TreeMap<Long, Long> givenUp = new TreeMap<>();

  /** Trades that continue each other and not the run; the newest last. */
  private final List<Trade> held = new ArrayList<>();

  private long last = -1;
  private long lastTimeUs;

  /** The first id of the run, what was accepted before it, and how many trades it has. */
  private long runFirst = -1;

  private long floor = -1;
  private int run = ESTABLISHED;

  /** How many trades a line brought into gaps since the run went on, and the highest of them. */
  private int flowing;

  private long flowingTo;

  /** Starts with the first trade that comes. */
  public SequentialIdSequencer() {}

  /** Goes on from a mark. */
  public SequentialIdSequencer(SequenceCheckpoint.Counting mark) {
    last = mark.lastId();
    lastTimeUs = mark.lastTimeUs();
    read(mark);
  }

  @Override
  public Sequencer restored(SequenceCheckpoint mark) {
    if (mark instanceof SequenceCheckpoint.Counting more
        && more.goesOn()
        && more.lastId() == last) {
      read(more);
      return this;
    }
    return Sequencer.from(mark);
  }

  private void read(SequenceCheckpoint.Counting mark) {
    for (String text : mark.elements()) {
      if (text.startsWith(SequenceCheckpoint.Counting.RUN)) {
        String[] numbers = text.substring(SequenceCheckpoint.Counting.RUN.length()).split("/", 3);
        run = Integer.parseInt(numbers[0]);
        runFirst = Long.parseLong(numbers[1]);
        floor = Long.parseLong(numbers[2]);
      } else if (text.startsWith(SequenceCheckpoint.Counting.GIVEN_UP)) {
        String[] ends = text.substring(SequenceCheckpoint.Counting.GIVEN_UP.length()).split("-", 2);
        givenUp.put(Long.parseLong(ends[0]), Long.parseLong(ends[1]));
      } else {
        gaps.restore(text, lastTimeUs);
      }
    }
  }

  @Override
  public Verdict offer(Trade trade) {
    long id = number(trade);
    Map.Entry<Long, Long> before = givenUp.floorEntry(id);
    if (before != null && id <= before.getValue()) {
      return Verdict.DUPLICATE;
    }
    if (last < 0 || id == last + 1) {
      return accepted(take(trade));
    }
    if (id <= last) {
      Optional<List<Gap>> filled = gaps.fill(id);
      if (filled.isPresent()) {
        flowing++;
        flowingTo = Math.max(flowingTo, id);
        return accepted(filled.get());
      }
      return below(trade, id);
    }
    return id - last <= MAX_JUMP ? accepted(take(trade)) : ahead(trade, id);
  }

  /** The same, but a fetched trade does not show what the venue trades now. */
  @Override
  public Verdict fetched(Trade trade) {
    long id = number(trade);
    if (last < 0 || id > last) {
      return offer(trade);
    }
    return gaps.fill(id).map(SequentialIdSequencer::accepted).orElse(Verdict.DUPLICATE);
  }

  /** Nothing to remember: the next id tells what is missing. */
  @Override
  public void interrupted() {}

  /** Nothing to remember here either. */
  @Override
  public void resumed() {}

  /** Changes nothing: the ids told. */
  @Override
  public List<Gap> unheard(long sinceUs, long untilUs) {
    return List.of();
  }

  /** Opens a gap that ends with it, without waiting for the trade after it. */
  @Override
  public List<Gap> missed(TradeId id, long byUs) {
    if (!(id instanceof TradeId.Numbered(long number))
        || last < 0
        || number <= last
        || number - last > MAX_JUMP) {
      return List.of();
    }
    List<Gap> changed = gaps.open(last + 1, number, lastTimeUs, Math.max(byUs, lastTimeUs));
    last = number;
    return changed;
  }

  /**
   * {@inheritDoc}
   *
   * <p>What is still missing after a search will never come. There is one exception: lines bring
   * trades of the gap now, and none behind it. Then the venue has yet to trade the rest, and that
   * part stays open.
   */
  @Override
  public List<Gap> sought(Gap gap, SearchOutcome search) {
    if (gap.ids().isEmpty()) {
      return List.of();
    }
    Gap.Ids ids = gap.ids().get();
    Optional<OpenGap> known =
        gaps.holding(ids.from()).filter(it -> it.from == ids.from() && it.to() == ids.to());
    boolean tradedNow =
        flowing >= LOWER_CONFIRMED && ids.from() <= flowingTo && flowingTo < ids.to();
    return known.isPresent() && tradedNow
        ? gaps.endUpTo(known.get(), flowingTo)
        : gaps.end(ids.from(), ids.to());
  }

  @Override
  public List<Gap> replay(Trade trade, boolean fetched) {
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

  /** Gaps open and close by the trades themselves, but for those without a trade behind them. */
  @Override
  public void replay(Gap gap) {
    gap.ids()
        .ifPresent(
            ids -> {
              switch (gap.state()) {
                case OPEN -> {
                  gaps.replayOpen(ids.from());
                  var _ = missed(TradeId.of(ids.to()), gap.untilUs());
                }
                case UNREPAIRABLE -> {
                  var _ = gaps.end(ids.from(), ids.to());
                }
                case CLOSED -> {}
              }
            });
  }

  /** {@inheritDoc} Gaps that one mark has no room for stand in others that go on from it. */
  @Override
  public List<SequenceCheckpoint> marks() {
    if (last < 0) {
      return List.of();
    }
    List<String> elements = new ArrayList<>();
    if (run < ESTABLISHED) {
      elements.add(SequenceCheckpoint.Counting.RUN + run + "/" + runFirst + "/" + floor);
    }
    givenUp.forEach(
        (first, end) -> elements.add(SequenceCheckpoint.Counting.GIVEN_UP + first + "-" + end));
    elements.addAll(gaps.texts(SequenceCheckpoint.MAX_TEXT - 1));
    return SequenceCheckpoint.Counting.of(last, lastTimeUs, elements);
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
          throw new IllegalArgumentException("not a counting trade id: " + text);
    };
  }

  private static Verdict accepted(List<Gap> changed) {
    return changed.isEmpty() ? Verdict.NEXT : new Verdict.Accept(changed);
  }

  /** Accepts a trade above all others; what that changed. */
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
    flowing = 0;
    flowingTo = 0;
    held.clear();
    return changed;
  }

  private void begin(long first, long before) {
    runFirst = first;
    floor = before;
    run = 0;
  }

  /** Too far ahead to be believed on its own. */
  private Verdict ahead(Trade trade, long id) {
    return hold(trade, id) && held.size() >= CONFIRMED ? acceptHeld(List.of()) : Verdict.HOLD;
  }

  /** Neither missing nor new, unless the run is the mistake. */
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
        && floor < id
        && id < runFirst - NEAR
        && givenUp.size() < MOST_GIVEN_UP;
  }

  /** Keeps a trade that continues those held; otherwise instead of them. False if it is one. */
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

  /** All that are held, of which the last one has just come. */
  private Verdict acceptHeld(List<Gap> before) {
    List<Trade> all = List.copyOf(held);
    List<Gap> changed = new ArrayList<>(before);
    all.forEach(one -> changed.addAll(take(one)));
    return new Verdict.AcceptHeld(all.subList(0, all.size() - 1), List.copyOf(changed));
  }

  /** Goes back to where it was before the run. */
  private List<Gap> giveUpRun(Trade instead) {
    List<Gap> changed = gaps.endFrom(runFirst);
    givenUp.merge(runFirst, last, Math::max);
    last = floor;
    lastTimeUs = Math.min(lastTimeUs, instead.exchangeTimeUs());
    if (floor < 0) {
      runFirst = -1;
    } else {
      run = ESTABLISHED;
    }
    return changed;
  }
}
