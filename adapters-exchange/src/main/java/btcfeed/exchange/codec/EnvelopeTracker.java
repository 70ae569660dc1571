package btcfeed.exchange.codec;

/**
 * Learns from complete messages how many words about the message come before its trades. With that
 * it knows of a message that was cut whether all such words had come. One connection, one thread.
 */
final class EnvelopeTracker {
  private int words;
  private int wordsBeforeRows;
  private boolean insideRow;
  private boolean rowSeen;
  private int needed = -1;
  private boolean wordsFollow;

  /** A message begins. */
  void begin() {
    words = 0;
    wordsBeforeRows = 0;
    insideRow = false;
    rowSeen = false;
  }

  /** A word about type or market of the message. Words inside a trade do not count. */
  void word() {
    words += insideRow ? 0 : 1;
  }

  void beginRow() {
    insideRow = true;
  }

  /** A trade begins. */
  void noteRow() {
    if (!rowSeen) {
      rowSeen = true;
      wordsBeforeRows = words;
    }
  }

  void endRow() {
    insideRow = false;
  }

  /** The message was complete. A message without trades teaches nothing. */
  void learn() {
    if (!rowSeen) {
      return;
    }
    needed = Math.max(needed, words);
    wordsFollow |= words > wordsBeforeRows;
  }

  /** True if no word about the message can still follow. */
  boolean complete() {
    return needed >= 0 && words >= needed && !wordsFollow;
  }
}
