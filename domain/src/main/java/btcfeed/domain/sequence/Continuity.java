package btcfeed.domain.sequence;

/** What the trade ids of a venue tell about trades that did not come, within one market. */
public enum Continuity {
  /** They count up by one: a hole in them is a hole in the data. */
  SEQUENTIAL("counting"),
  /** They tell trades apart and nothing more; what is missing shows in the times of silence. */
  OPAQUE("naming");

  private final String text;

  Continuity(String text) {
    this.text = text;
  }

  /** The word for it in tables and answers. */
  public String text() {
    return text;
  }
}
