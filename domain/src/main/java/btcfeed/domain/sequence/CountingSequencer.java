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
 * <p>An id more than {@link #MAX_JUMP} ahead is not believed on its own, because believing a
 * damaged one would turn every true trade after it into a "duplicate": it is held until the next
 * trade continues from there.
 *
 * <p>Bounds: {@link #MAX_OPEN_GAPS} gaps of {@link #MAX_PIECES} pieces each; beyond that the oldest
 * gap is given up, and said to be.
 */
public final class CountingSequencer implements Sequencer {
  /** About two busy days of the busiest market. */
  public static final long MAX_JUMP = 10_000_000;

  /** Pieces one gap may be filled into. */
  public static final int MAX_PIECES = 1024;

  private static final long NEAR = 1000;

  private final TreeMap<Long, OpenGap> open = new TreeMap<>();
  private Optional<Trade> held = Optional.empty();
  private long last = -1;
  private long lastTimeUs;

  /** Starts with the first trade that comes. */
  public CountingSequencer() {}

  /** Goes on from a mark. */
  public CountingSequencer(Mark.Counting mark) {
    last = mark.lastId();
    lastTimeUs = mark.lastTimeUs();
    if (!mark.missing().isEmpty()) {
      for (String text : mark.missing().split(",", -1)) {
        OpenGap gap = OpenGap.parse(text, lastTimeUs);
        open.put(gap.from, gap);
      }
    }
  }

  @Override
  public Verdict offer(Trade trade) {
    long id = number(trade);
    if (last < 0 || id == last + 1) {
      return advance(trade, id, List.of());
    }
    if (id <= last) {
      return fill(id);
    }
    if (id - last <= MAX_JUMP) {
      return advance(trade, id, openGap(last + 1, id - 1, trade.exchangeTimeUs()));
    }
    if (held.isPresent()) {
      Trade suspect = held.get();
      long suspectId = number(suspect);
      if (id > suspectId && id - suspectId <= NEAR) {
        List<Gap> changed =
            new ArrayList<>(openGap(last + 1, suspectId - 1, suspect.exchangeTimeUs()));
        advance(suspect, suspectId, List.of());
        if (id > last + 1) {
          changed.addAll(openGap(last + 1, id - 1, trade.exchangeTimeUs()));
        }
        advance(trade, id, List.of());
        return new Verdict.AcceptHeld(suspect, List.copyOf(changed));
      }
    }
    held = Optional.of(trade);
    return Verdict.HOLD;
  }

  /** No difference: the ids tell. */
  @Override
  public Verdict fetched(Trade trade) {
    return offer(trade);
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
    List<Gap> changed = openGap(last + 1, number, Math.max(byUs, lastTimeUs));
    last = number;
    return changed;
  }

  /** What is still missing after a search will never come. */
  @Override
  public Optional<Gap> sought(Gap gap, Search search) {
    return gap.ids()
        .map(ids -> open.get(ids.from()))
        .filter(known -> known.to == gap.ids().orElseThrow().to())
        .map(
            known -> {
              open.remove(known.from);
              return known.as(Gap.State.UNREPAIRABLE);
            });
  }

  /** Gaps open and close by the trades themselves, but for those without a trade behind them. */
  @Override
  public void replay(Gap gap) {
    switch (gap.state()) {
      case OPEN ->
          gap.ids().map(Gap.Ids::to).ifPresent(to -> missed(TradeId.of(to), gap.untilUs()));
      case UNREPAIRABLE -> {
        var _ = sought(gap, Search.IN_VAIN);
      }
      case CLOSED -> {}
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>A mark has room for {@link #MAX_OPEN_GAPS} gaps, but not for gaps filled into hundreds of
   * pieces: one that does not fit is left out whole. It stays published as open, and a sequencer
   * that goes on from this mark fills it no more.
   */
  @Override
  public Optional<Mark> mark() {
    if (last < 0) {
      return Optional.empty();
    }
    StringBuilder missing = new StringBuilder();
    for (OpenGap gap : open.values()) {
      String text = gap.text();
      if (missing.length() + text.length() < Mark.MAX_TEXT) {
        missing.append(missing.isEmpty() ? "" : ",").append(text);
      }
    }
    return Optional.of(new Mark.Counting(last, lastTimeUs, missing.toString()));
  }

  @Override
  public int openGapCount() {
    return open.size();
  }

  @Override
  public List<Gap> openGaps() {
    return open.values().stream().map(gap -> gap.as(Gap.State.OPEN)).toList();
  }

  private static long number(Trade trade) {
    return switch (trade.id()) {
      case TradeId.Numbered(long number) -> number;
      case TradeId.Named(String text) ->
          throw new IllegalArgumentException("not a counting trade id: " + text);
    };
  }

  private Verdict advance(Trade trade, long id, List<Gap> changed) {
    last = id;
    lastTimeUs = trade.exchangeTimeUs();
    held = Optional.empty();
    return changed.isEmpty() ? Verdict.NEXT : new Verdict.Accept(changed);
  }

  private List<Gap> openGap(long from, long to, long untilUs) {
    OpenGap gap = new OpenGap(from, to, lastTimeUs, untilUs);
    open.put(from, gap);
    if (open.size() <= MAX_OPEN_GAPS) {
      return List.of(gap.as(Gap.State.OPEN));
    }
    OpenGap oldest = open.pollFirstEntry().getValue();
    return List.of(oldest.as(Gap.State.UNREPAIRABLE), gap.as(Gap.State.OPEN));
  }

  private Verdict fill(long id) {
    Map.Entry<Long, OpenGap> candidate = open.floorEntry(id);
    if (candidate == null || !candidate.getValue().take(id)) {
      return Verdict.DUPLICATE;
    }
    OpenGap gap = candidate.getValue();
    if (gap.missing.isEmpty()) {
      open.remove(candidate.getKey());
      return new Verdict.Accept(List.of(gap.as(Gap.State.CLOSED)));
    }
    if (gap.missing.size() > MAX_PIECES) {
      open.remove(candidate.getKey());
      return new Verdict.Accept(List.of(gap.as(Gap.State.UNREPAIRABLE)));
    }
    return Verdict.NEXT;
  }

  /** A gap and which pieces of it are still missing. */
  private static final class OpenGap {
    private final long from;
    private final long to;
    private final long sinceUs;
    private final long untilUs;
    private final TreeMap<Long, Long> missing = new TreeMap<>();
    private long arrived;

    OpenGap(long from, long to, long sinceUs, long untilUs) {
      this.from = from;
      this.to = to;
      this.sinceUs = sinceUs;
      this.untilUs = untilUs;
      missing.put(from, to);
    }

    boolean take(long id) {
      Map.Entry<Long, Long> piece = missing.floorEntry(id);
      if (piece == null || piece.getValue() < id) {
        return false;
      }
      long pieceTo = piece.getValue();
      missing.remove(piece.getKey());
      if (piece.getKey() < id) {
        missing.put(piece.getKey(), id - 1);
      }
      if (id < pieceTo) {
        missing.put(id + 1, pieceTo);
      }
      arrived++;
      return true;
    }

    /** {@code 5-9@1000@2000}, and {@code :5-5+7-9} behind it once some of it has arrived. */
    String text() {
      StringBuilder text = new StringBuilder();
      text.append(from).append('-').append(to).append('@').append(sinceUs).append('@');
      text.append(untilUs);
      if (arrived > 0) {
        missing.forEach(
            (pieceFrom, pieceTo) ->
                text.append(pieceFrom.equals(missing.firstKey()) ? ':' : '+')
                    .append(pieceFrom)
                    .append('-')
                    .append(pieceTo));
      }
      return text.toString();
    }

    /** Reads {@link #text}; a bare {@code 5-9} takes {@code timeUs} for both its times. */
    static OpenGap parse(String text, long timeUs) {
      String[] gapAndPieces = text.split(":", 2);
      String[] rangeAndTimes = gapAndPieces[0].split("@", 3);
      boolean timed = rangeAndTimes.length == 3;
      OpenGap gap =
          new OpenGap(
              from(rangeAndTimes[0]),
              to(rangeAndTimes[0]),
              timed ? Long.parseLong(rangeAndTimes[1]) : timeUs,
              timed ? Long.parseLong(rangeAndTimes[2]) : timeUs);
      if (gapAndPieces.length == 2) {
        gap.missing.clear();
        gap.arrived = gap.to - gap.from + 1;
        for (String piece : gapAndPieces[1].split("\\+", -1)) {
          gap.missing.put(from(piece), to(piece));
          gap.arrived -= to(piece) - from(piece) + 1;
        }
      }
      return gap;
    }

    private static long from(String range) {
      return Long.parseLong(range.substring(0, range.indexOf('-')));
    }

    private static long to(String range) {
      return Long.parseLong(range.substring(range.indexOf('-') + 1));
    }

    Gap as(Gap.State state) {
      return new Gap(from, to, sinceUs, untilUs, state, arrived);
    }
  }
}
