package btcfeed.bootstrap.wire;

/**
 * One line of the table that {@code check} prints.
 *
 * @param what was checked
 * @param found what came of it, for a person
 */
record CheckRow(Mark mark, String what, String found) {
  /** What a row means for {@code run}. */
  enum Mark {
    /** It works. */
    OK("ok"),
    /** It works, and something about it should be looked at. */
    WARN("warn"),
    /** It does not work. */
    FAIL("FAIL");

    private final String text;

    Mark(String text) {
      this.text = text;
    }

    /** As it stands in the table. */
    String text() {
      return text;
    }
  }

  static CheckRow ok(String what, String found) {
    return new CheckRow(Mark.OK, what, found);
  }

  static CheckRow warn(String what, String found) {
    return new CheckRow(Mark.WARN, what, found);
  }

  static CheckRow fail(String what, String found) {
    return new CheckRow(Mark.FAIL, what, found);
  }

  boolean failed() {
    return mark == Mark.FAIL;
  }
}
