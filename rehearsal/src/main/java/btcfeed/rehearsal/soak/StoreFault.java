package btcfeed.rehearsal.soak;

/** A fault of a store or of the connections to it. */
enum StoreFault {
  KILL("kill", "killed, back with its data", true),
  EMPTY("empty", "killed, back empty", true),
  RESTART("restart", "stopped in order, started again", true),
  FREEZE("freeze", "frozen (SIGSTOP)", true),
  FLUSH("flush", "emptied under way (FLUSHALL)", false),
  FORGET("forget", "btc:ticks deleted", false),
  FULL("full", "full, refuses writes (OOM)", true),
  READ_ONLY("read-only", "made a replica (READONLY)", true),
  UNSAVED("unsaved", "cannot save, refuses writes (MISCONF)", true),
  DISCONNECT("disconnect", "every connection closed by it", false),
  CUT("cut", "its wire cut inside a command or an answer", false),
  STALL("stall", "its wire frozen one way", true),
  SLOW("slow", "its wire slow, each answer late", true),
  NARROW("narrow", "its wire narrow", true),
  REFUSE("refuse", "its connections cut and refused", true),
  DROP("drop", "its connections cut as soon as they are accepted", true);

  private final String word;
  private final String what;
  private final boolean lasts;

  StoreFault(String word, String what, boolean lasts) {
    this.word = word;
    this.what = what;
    this.lasts = lasts;
  }

  String word() {
    return word;
  }

  String what() {
    return what;
  }

  /** True if it lasts until the soak ends it. */
  boolean lasts() {
    return lasts;
  }
}
