package btcfeed.domain.time;

/**
 * The two clocks of a host. Implemented once, in bootstrap; tests have their own.
 *
 * <p>Any thread. Both are cheap enough for every message.
 */
public interface Clock {
  /** Wall time in Unix microseconds, for names and people. May jump in either direction. */
  long wallUs();

  /** Nanoseconds since an arbitrary moment, for ages and timeouts. Never goes back. */
  long nanos();
}
