package btcfeed.exchange.history;

/** What the body of a history answer is. */
sealed interface PageBody {
  /** A page of trades, perhaps without any. */
  record Rows(PageRows rows) implements PageBody {}

  /**
   * The venue's own refusal, in its own format.
   *
   * @param code the code it gives, may be empty
   * @param text code and reason
   * @param noSuchMarket true if it says plainly that the venue does not know the market
   */
  record Refused(String code, String text, boolean noSuchMarket) implements PageBody {}

  /** Neither of them: a web page, JSON that is cut, rows that are no trades. */
  record Unreadable(String why) implements PageBody {}
}
