package btcfeed.rehearsal.soak;

/** A fault of a venue or of the lines to it. */
enum VenueFault {
  RESET("reset", "both lines reset", false, false),
  RESET_ONE("reset-one", "one line reset", false, false),
  HANG_UP("hang-up", "both lines ended without a word", false, false),
  CLOSE("close", "both lines closed in order", false, false),
  HALF_FRAME("half-frame", "both lines reset inside a message", false, false),
  HALF_SILENT("half-silent", "half a message on both lines, then nothing more", false, false),
  GONE("gone", "both lines reset, nobody let in (503, Retry-After)", true, false),
  THROTTLED("throttled", "both lines reset, then 429 with Retry-After", true, false),
  DROPPED("dropped", "both lines reset, new ones ended at once", true, false),
  UNANSWERED("unanswered", "both lines reset, handshakes unanswered", true, false),
  UNSUBSCRIBED("unsubscribed", "both lines reset, subscriptions refused", true, false),
  UNCONFIRMED("unconfirmed", "both lines reset, subscriptions unanswered", true, false),
  ACKNOWLEDGED(
      "acknowledged", "both lines reset, subscriptions confirmed and no trade sent", true, false),
  PAGES_REFUSED("pages-refused", "both lines reset, history refused (429)", true, false),
  PAGES_UNANSWERED("pages-unanswered", "both lines reset, history unanswered", true, false),
  SHUTDOWN("shutdown", "announces that it will close", false, false),
  GARBAGE("garbage", "a text that means nothing", false, false),
  BINARY("binary", "a binary message that means nothing", false, false),
  PROTOCOL("protocol", "a frame that breaks the protocol", false, false),
  OVERSIZED("oversized", "a message above the limit", false, false),
  DUPLICATE("duplicate", "trades sent again", false, false),
  REORDERED("reordered", "trades in the wrong order", false, false),
  FRAGMENTED("fragmented", "every message in pieces", true, false),
  SILENCE("silence", "trades go on, only heartbeats are sent", true, true),
  MUTE("mute", "trades go on, nothing is sent", true, true),
  DAMAGED("damaged", "a message damaged on the way", false, true),
  GAP("gap", "trades told to nobody, the lines up", false, true),
  CLOCK("clock", "its clock is wrong", true, true);

  private final String word;
  private final String what;
  private final boolean lasts;
  private final boolean needsSequentialIds;

  VenueFault(String word, String what, boolean lasts, boolean needsSequentialIds) {
    this.word = word;
    this.what = what;
    this.lasts = lasts;
    this.needsSequentialIds = needsSequentialIds;
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

  /** True if it hides trades while lines are up, which only sequential ids reveal. */
  boolean needsSequentialIds() {
    return needsSequentialIds;
  }
}
