package btcfeed.domain.time;

/**
 * The two clocks of a host. Implemented once, in bootstrap, by the system's; in tests by hand.
 *
 * <p>Any thread. Both are cheap enough for every message.
 */
public interface Clock {
  /** Wall time in Unix microseconds: for names and for people. May jump either way. */
  long wallUs();

  /** Nanoseconds since an arbitrary moment: for ages, budgets and timeouts. Never goes back. */
  long nanos();
}
