package btcfeed.bootstrap.composition;

/**
 * One row of the table that {@code check} prints.
 *
 * @param what was checked
 * @param found the result, for a person
 */
record CheckRow(Verdict verdict, String what, String found) {
  /** The consequence for {@code run}. */
  enum Verdict {
    /** It works. */
    OK("ok"),
    /** It works, but the operator should look at it. */
    WARN("warn"),
    /** It does not work. */
    FAIL("FAIL");

    private final String text;

    Verdict(String text) {
      this.text = text;
    }

    /** As it stands in the table. */
    String text() {
      return text;
    }
  }

  static CheckRow ok(String what, String found) {
    return new CheckRow(Verdict.OK, what, found);
  }

  static CheckRow warn(String what, String found) {
    return new CheckRow(Verdict.WARN, what, found);
  }

  static CheckRow fail(String what, String found) {
    return new CheckRow(Verdict.FAIL, what, found);
  }

  boolean failed() {
    return verdict == Verdict.FAIL;
  }
}
