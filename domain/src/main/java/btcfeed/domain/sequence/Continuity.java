package btcfeed.domain.sequence;

/** What the trade ids of a venue show about missing trades, within one market. */
public enum Continuity {
  /** Ids increase by one: a missing id is a missing trade. */
  SEQUENTIAL("sequential"),
  /** Ids only identify trades; only times without a connected line show what may be missing. */
  OPAQUE("opaque");

  private final String text;

  Continuity(String text) {
    this.text = text;
  }

  /** The word for it in tables and answers. */
  public String text() {
    return text;
  }
}
