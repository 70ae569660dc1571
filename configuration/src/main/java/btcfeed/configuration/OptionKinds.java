package btcfeed.configuration;

import java.time.Duration;

/** The types of values of command line options that are not settings. */
public final class OptionKinds {
  /** The size of a file. */
  public static final Kind<Long> FILE_SIZE = Kinds.size(64L << 10, 1L << 40);

  /** The duration of a soak. */
  public static final Kind<Duration> SOAK_TIME =
      Kinds.duration(Duration.ofSeconds(10), Duration.ofHours(24));

  private OptionKinds() {}
}
