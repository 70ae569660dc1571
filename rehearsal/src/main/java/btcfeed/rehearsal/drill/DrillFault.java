package btcfeed.rehearsal.drill;

import btcfeed.rehearsal.faults.FaultKind;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A fault that a drill injects. */
enum DrillFault implements FaultKind {
  KILL("primary killed, back with its data", true),
  EMPTY("primary killed, back empty", true),
  FREEZE("primary frozen for 3 s", true),
  FLUSH("primary emptied during writes", false),
  BOTH("both stores killed, both back empty", false),
  CUT("the venue's connection reset mid-frame", false),
  SINK("a sink frozen for 3 s", false),
  BATCH("the primary's connection reset mid-batch", false);

  private final String what;
  private final boolean movesReaders;

  DrillFault(String what, boolean movesReaders) {
    this.what = what;
    this.movesReaders = movesReaders;
  }

  @Override
  public String what() {
    return what;
  }

  /** True if it lasts until the drill ends it; the service recovers from the others by itself. */
  boolean lasts() {
    return this != FLUSH && this != BATCH;
  }

  /** True if readers must be sent to the failover store. */
  boolean movesReaders() {
    return movesReaders;
  }

  static Optional<DrillFault> parse(String word) {
    return Arrays.stream(values()).filter(fault -> fault.word().equals(word)).findFirst();
  }

  static String words() {
    return Arrays.stream(values()).map(DrillFault::word).collect(Collectors.joining(", "));
  }
}
