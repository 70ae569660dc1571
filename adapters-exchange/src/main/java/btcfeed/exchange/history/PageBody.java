package btcfeed.exchange.history;

/** The content of a response body. */
sealed interface PageBody {
  /** A page of trades; it may be empty. */
  record Rows(PageRows rows) implements PageBody {}

  /**
   * A refusal in the venue's own format.
   *
   * @param code may be empty
   * @param text code and reason
   * @param noSuchMarket true if the venue says that it does not know the market
   */
  record Refused(String code, String text, boolean noSuchMarket) implements PageBody {}

  /** Neither of them: a web page, incomplete JSON, rows that are no trades. */
  record Unreadable(String why) implements PageBody {}
}
