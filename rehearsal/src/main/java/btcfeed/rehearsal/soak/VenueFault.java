package btcfeed.rehearsal.soak;

import btcfeed.rehearsal.faults.FaultKind;

/** A fault of a venue or of the lines to it. */
enum VenueFault implements FaultKind {
  RESET("both lines reset", false, false),
  RESET_ONE("one line reset", false, false),
  HANG_UP("both lines ended without a close frame", false, false),
  CLOSE("both lines closed in order", false, false),
  HALF_FRAME("both lines reset inside a message", false, false),
  HALF_SILENT("half a message on both lines, then nothing more", false, false),
  GONE("both lines reset, new ones refused (503, Retry-After)", true, false),
  THROTTLED("both lines reset, then 429 with Retry-After", true, false),
  DROPPED("both lines reset, new ones ended at once", true, false),
  UNANSWERED("both lines reset, handshakes unanswered", true, false),
  UNSUBSCRIBED("both lines reset, subscriptions refused", true, false),
  UNCONFIRMED("both lines reset, subscriptions unanswered", true, false),
  ACKNOWLEDGED("both lines reset, subscriptions confirmed and no trade sent", true, false),
  PAGES_REFUSED("both lines reset, history refused (429)", true, false),
  PAGES_UNANSWERED("both lines reset, history unanswered", true, false),
  SHUTDOWN("announces that it will close", false, false),
  GARBAGE("a text without meaning", false, false),
  BINARY("a binary message without meaning", false, false),
  PROTOCOL("a frame that breaks the protocol", false, false),
  OVERSIZED("a message above the limit", false, false),
  DUPLICATE("trades sent again", false, false),
  REORDERED("trades in the wrong order", false, false),
  FRAGMENTED("every message in pieces", true, false),
  SILENCE("trades go on, only heartbeats are sent", true, true),
  MUTE("trades go on, nothing is sent", true, true),
  DAMAGED("a message damaged on the way", false, true),
  GAP("trades not sent, the lines up", false, true),
  CLOCK("its clock is wrong", true, true);

  private final String what;
  private final boolean lasts;
  private final boolean needsSequentialIds;

  VenueFault(String what, boolean lasts, boolean needsSequentialIds) {
    this.what = what;
    this.lasts = lasts;
    this.needsSequentialIds = needsSequentialIds;
  }

  @Override
  public String what() {
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
