package btcfeed.application.work;

/** Tells a {@link Step} that there is something to do. Any thread, cheap, never blocks. */
@FunctionalInterface
public interface Waker {
  void wake();
}
