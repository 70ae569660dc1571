package btcfeed.application.work;

/** Tells a {@link Step} that there is something to do. Any thread, cheap, never blocks. */
@FunctionalInterface
public interface Signal {
  void wake();
}
