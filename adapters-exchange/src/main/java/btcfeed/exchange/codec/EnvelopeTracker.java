package btcfeed.exchange.codec;

/**
 * What messages say of themselves before the trades in them: how many words of it whole ones have,
 * and so whether one that was cut had said it all. One connection's, one thread.
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

  /** A word that says what the message is, or is about; those inside of a trade do not count. */
  void word() {
    words += insideRow ? 0 : 1;
  }

  void beginRow() {
    insideRow = true;
  }

  /** A trade is met. */
  void noteRow() {
    if (!rowSeen) {
      rowSeen = true;
      wordsBeforeRows = words;
    }
  }

  void endRow() {
    insideRow = false;
  }

  /** The message was whole. One without trades teaches nothing. */
  void learn() {
    if (!rowSeen) {
      return;
    }
    needed = Math.max(needed, words);
    wordsFollow |= words > wordsBeforeRows;
  }

  /** True if nothing that is still to come says what the message is. */
  boolean complete() {
    return needed >= 0 && words >= needed && !wordsFollow;
  }
}
