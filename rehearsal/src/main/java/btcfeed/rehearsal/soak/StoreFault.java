package btcfeed.rehearsal.soak;

import btcfeed.rehearsal.faults.FaultKind;

/** A fault of a store or of the connections to it. */
enum StoreFault implements FaultKind {
  KILL("killed, back with its data", true),
  EMPTY("killed, back empty", true),
  RESTART("stopped in order, started again", true),
  FREEZE("frozen (SIGSTOP)", true),
  FLUSH("emptied during writes (FLUSHALL)", false),
  FORGET("btc:ticks deleted", false),
  FULL("full, refuses writes (OOM)", true),
  READ_ONLY("made a replica (READONLY)", true),
  UNSAVED("cannot save, refuses writes (MISCONF)", true),
  DISCONNECT("every connection closed by it", false),
  CUT("its connections cut inside a command or an answer", false),
  STALL("its connections frozen one way", true),
  SLOW("its connections slow, each answer late", true),
  NARROW("its connections narrow", true),
  REFUSE("its connections cut and refused", true),
  DROP("its connections cut as soon as they are accepted", true);

  private final String what;
  private final boolean lasts;

  StoreFault(String what, boolean lasts) {
    this.what = what;
    this.lasts = lasts;
  }

  @Override
  public String what() {
    return what;
  }

  /** True if it lasts until the soak ends it. */
  boolean lasts() {
    return lasts;
  }
}
