package btcfeed.http.api;

/** Whether the parameters of a request can be understood. */
public sealed interface Parsed<T> {
  /** They can: what is asked for. */
  record Fine<T>(T query) implements Parsed<T> {}

  /**
   * They cannot.
   *
   * @param detail what is wrong, without repeating what was sent
   */
  record Wrong<T>(String detail) implements Parsed<T> {}
}
