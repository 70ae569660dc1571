package btcfeed.domain.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One open gap of sequential ids, and the ranges of it that are still missing. */
final class OpenGap {
  private static final int PIECE_TEXT = 2 * 19 + 2;

  final long from;
  private final long sinceUs;
  private final TreeMap<Long, Long> missing = new TreeMap<>();
  private long to;
  private long untilUs;
  private long arrived;

  /** All of it is missing. */
  OpenGap(long from, long to, long sinceUs, long untilUs) {
    this(from, to, sinceUs, untilUs, 0);
    missing.put(from, to);
  }

  private OpenGap(long from, long to, long sinceUs, long untilUs, long arrived) {
    this.from = from;
    this.to = to;
    this.sinceUs = sinceUs;
    this.untilUs = untilUs;
    this.arrived = arrived;
  }

  long to() {
    return to;
  }

  /** True if no id is missing any more. */
  boolean isWhole() {
    return missing.isEmpty();
  }

  /** How many ranges are missing. */
  int pieces() {
    return missing.size();
  }

  /** How many of its trades arrived. */
  long arrived() {
    return arrived;
  }

  /** A trade arrived; false if its id was not missing. */
  boolean take(long id) {
    if (remove(id, id) == 0) {
      return false;
    }
    arrived++;
    return true;
  }

  /** Removes the ids of a range, both ends included; returns how many were missing. */
  long remove(long first, long last) {
    long removed = 0;
    Map.Entry<Long, Long> piece = missing.floorEntry(last);
    while (piece != null && piece.getValue() >= first) {
      long pieceFrom = piece.getKey();
      long pieceTo = piece.getValue();
      removed += Math.min(pieceTo, last) - Math.max(pieceFrom, first) + 1;
      missing.remove(pieceFrom);
      if (pieceFrom < first) {
        missing.put(pieceFrom, first - 1);
      }
      if (last < pieceTo) {
        missing.put(last + 1, pieceTo);
      }
      piece = missing.lowerEntry(pieceFrom);
    }
    return removed;
  }

  /** Extends the gap over the next one. */
  void grow(OpenGap next) {
    to = next.to;
    untilUs = Math.max(untilUs, next.untilUs);
    missing.putAll(next.missing);
  }

  /** The part from this id on. */
  OpenGap above(long first) {
    OpenGap part = new OpenGap(first, to, sinceUs, untilUs, 0);
    part.missing.putAll(missing);
    if (first > from) {
      var _ = part.remove(from, first - 1);
    }
    return part;
  }

  Gap as(Gap.State state) {
    return new Gap(from, to, sinceUs, untilUs, state, arrived);
  }

  /** A part of the gap, of which this many trades arrived. */
  Gap part(long first, long last, Gap.State state, long trades) {
    return new Gap(first, last, sinceUs, untilUs, state, trades);
  }

  /**
   * {@code 5-9@1000@2000}, followed by the missing ranges, {@code :5-5+7-9}, once some trades
   * arrived. If the ranges do not show how many arrived, or do not fit into one text, the number
   * comes first: {@code 5-9@1000@2000@1:5-5}. Further texts hold further ranges.
   */
  List<String> texts(int longest) {
    String head = from + "-" + to + "@" + sinceUs + "@" + untilUs;
    boolean plain = arrived == to - from + 1 - missingCount();
    if (plain && arrived == 0) {
      return List.of(head);
    }
    String counted = head + "@" + arrived;
    boolean fits = counted.length() + missing.size() * PIECE_TEXT <= longest;
    String start = plain && fits ? head : counted;
    List<String> texts = new ArrayList<>();
    StringBuilder text = new StringBuilder(start);
    char before = ':';
    for (Map.Entry<Long, Long> piece : missing.entrySet()) {
      if (text.length() + PIECE_TEXT > longest) {
        texts.add(text.toString());
        text = new StringBuilder(counted);
        before = ':';
      }
      text.append(before).append(piece.getKey()).append('-').append(piece.getValue());
      before = '+';
    }
    texts.add(text.toString());
    return texts;
  }

  /** Reads one of {@link #texts}; a bare {@code 5-9} gets {@code timeUs} as both times. */
  static OpenGap parse(String text, long timeUs) {
    String[] headAndPieces = text.split(":", 2);
    String[] head = headAndPieces[0].split("@", 4);
    boolean timed = head.length >= 3;
    long since = timed ? Long.parseLong(head[1]) : timeUs;
    long until = timed ? Long.parseLong(head[2]) : timeUs;
    if (headAndPieces.length == 1) {
      return new OpenGap(from(head[0]), to(head[0]), since, until);
    }
    long counted = head.length == 4 ? Long.parseLong(head[3]) : 0;
    OpenGap gap = new OpenGap(from(head[0]), to(head[0]), since, until, counted);
    for (String piece : headAndPieces[1].split("\\+", -1)) {
      gap.missing.put(from(piece), to(piece));
    }
    if (head.length < 4) {
      gap.arrived = gap.to - gap.from + 1 - gap.missingCount();
    }
    return gap;
  }

  /** Adds the ranges of another one of its {@link #texts}. */
  void addPieces(OpenGap more) {
    missing.putAll(more.missing);
  }

  private long missingCount() {
    return missing.entrySet().stream()
        .mapToLong(piece -> piece.getValue() - piece.getKey() + 1)
        .sum();
  }

  private static long from(String range) {
    return Long.parseLong(range.substring(0, range.indexOf('-')));
  }

  private static long to(String range) {
    return Long.parseLong(range.substring(range.indexOf('-') + 1));
  }
}
