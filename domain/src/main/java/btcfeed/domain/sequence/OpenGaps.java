package btcfeed.domain.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The open gaps of one market with sequential ids. They do not overlap.
 *
 * <p>Beyond {@link #MAX_GAPS} gaps, the newest gap grows over the next one, so that the venue is
 * asked for all missing ids. Beyond {@link #MAX_PIECES} missing ranges in all gaps, the oldest gap
 * is given up.
 */
final class OpenGaps {
  /** Gaps that are published separately. */
  static final int MAX_GAPS = 1_024;

  /** Missing ranges of all gaps together. */
  static final int MAX_PIECES = 8_192;

  private final TreeMap<Long, OpenGap> open = new TreeMap<>();
  private int pieces;

  int count() {
    return open.size();
  }

  List<Gap> all() {
    return open.values().stream().map(gap -> gap.as(Gap.State.OPEN)).toList();
  }

  /** Opens a gap above all others; returns the gaps that this changed. */
  List<Gap> open(long from, long to, long sinceUs, long untilUs) {
    OpenGap gap = new OpenGap(from, to, sinceUs, untilUs);
    List<Gap> changed = new ArrayList<>();
    pieces++;
    if (open.size() < MAX_GAPS) {
      open.put(from, gap);
      changed.add(gap.as(Gap.State.OPEN));
    } else {
      OpenGap newest = open.lastEntry().getValue();
      newest.grow(gap);
      changed.add(newest.as(Gap.State.OPEN));
    }
    giveUpBeyondBound(changed);
    return List.copyOf(changed);
  }

  /** A trade arrived; returns the gaps that this changed, empty if its id was not missing. */
  Optional<List<Gap>> fill(long id) {
    Optional<OpenGap> candidate = holding(id);
    if (candidate.isEmpty()) {
      return Optional.empty();
    }
    OpenGap gap = candidate.get();
    int before = gap.pieces();
    if (!gap.take(id)) {
      return Optional.empty();
    }
    pieces += gap.pieces() - before;
    List<Gap> changed = new ArrayList<>();
    if (gap.isWhole()) {
      open.remove(gap.from);
      changed.add(gap.as(Gap.State.CLOSED));
    }
    giveUpBeyondBound(changed);
    return Optional.of(List.copyOf(changed));
  }

  /** The open gap that spans this id. */
  Optional<OpenGap> holding(long id) {
    Map.Entry<Long, OpenGap> candidate = open.floorEntry(id);
    return candidate == null || candidate.getValue().to() < id
        ? Optional.empty()
        : Optional.of(candidate.getValue());
  }

  /**
   * The missing trades of this range will not arrive.
   *
   * <p>A whole gap is given up, and so is a gap of which nothing arrived and nothing else is
   * missing. Otherwise only the range is given up. The gap stays open, or closes if the rest
   * arrived.
   */
  List<Gap> end(long from, long to) {
    Optional<OpenGap> candidate = holding(from);
    if (candidate.isEmpty() || candidate.get().to() < to) {
      return List.of();
    }
    OpenGap gap = candidate.get();
    if (gap.from == from && gap.to() == to) {
      drop(gap);
      return List.of(gap.as(Gap.State.UNREPAIRABLE));
    }
    long ended = remove(gap, from, to);
    if (ended == 0) {
      return List.of();
    }
    Gap part = gap.part(from, to, Gap.State.UNREPAIRABLE, to - from + 1 - ended);
    if (!gap.isWhole()) {
      return List.of(part);
    }
    open.remove(gap.from);
    return gap.arrived() == 0
        ? List.of(gap.as(Gap.State.UNREPAIRABLE))
        : List.of(part, gap.as(Gap.State.CLOSED));
  }

  /** The trades up to this id will not arrive; the rest is a gap of its own from now on. */
  List<Gap> endUpTo(OpenGap gap, long last) {
    Gap.State state = remove(gap, gap.from, last) == 0 ? Gap.State.CLOSED : Gap.State.UNREPAIRABLE;
    OpenGap rest = gap.above(last + 1);
    rebase(gap, rest);
    return List.of(gap.part(gap.from, last, state, gap.arrived()), rest.as(Gap.State.OPEN));
  }

  /** Restores the open gap that begins inside a known one: it is the rest of that. */
  void replayOpen(long from) {
    holding(from).filter(gap -> gap.from < from).ifPresent(gap -> rebase(gap, gap.above(from)));
  }

  /** Gives up every gap from this id on. */
  List<Gap> endFrom(long from) {
    List<OpenGap> above = List.copyOf(open.tailMap(from, true).values());
    above.forEach(this::drop);
    return above.stream().map(gap -> gap.as(Gap.State.UNREPAIRABLE)).toList();
  }

  /** Texts of all gaps, oldest first, each at most this long. */
  List<String> texts(int longest) {
    return open.values().stream().flatMap(gap -> gap.texts(longest).stream()).toList();
  }

  /** Reads one of {@link #texts}. */
  void restore(String text, long timeUs) {
    OpenGap gap = OpenGap.parse(text, timeUs);
    OpenGap known = open.get(gap.from);
    if (known == null) {
      open.put(gap.from, gap);
    } else {
      known.addPieces(gap);
    }
    pieces += gap.pieces();
  }

  private long remove(OpenGap gap, long from, long to) {
    int before = gap.pieces();
    long removed = gap.remove(from, to);
    pieces += gap.pieces() - before;
    return removed;
  }

  private void rebase(OpenGap gap, OpenGap rest) {
    drop(gap);
    open.put(rest.from, rest);
    pieces += rest.pieces();
  }

  private void drop(OpenGap gap) {
    open.remove(gap.from);
    pieces -= gap.pieces();
  }

  private void giveUpBeyondBound(List<Gap> changed) {
    while (pieces > MAX_PIECES && !open.isEmpty()) {
      OpenGap oldest = open.firstEntry().getValue();
      drop(oldest);
      changed.add(oldest.as(Gap.State.UNREPAIRABLE));
    }
  }
}
