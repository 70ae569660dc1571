package btcfeed.configuration;

import java.time.Duration;

/** Kinds of values that are options of one verb and no settings. */
public final class OptionKinds {
  /** The size of a file. */
  public static final Kind<Long> FILE_SIZE = Kinds.size(64L << 10, 1L << 40);

  /** How long a soak takes. */
  public static final Kind<Duration> SOAK_TIME =
      Kinds.duration(Duration.ofSeconds(10), Duration.ofHours(24));

  private OptionKinds() {}
}
