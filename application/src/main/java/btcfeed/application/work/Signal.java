package btcfeed.application.work;

/** Tells a {@link Step} that it has work. Any thread, cheap, never blocks. */
@FunctionalInterface
public interface Signal {
  void wake();
}
