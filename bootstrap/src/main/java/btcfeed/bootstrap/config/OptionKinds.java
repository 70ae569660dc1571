package btcfeed.bootstrap.config;

/** Kinds of values that are options of one verb and no settings. */
public final class OptionKinds {
  /** The size of a file. */
  public static final Kind<Long> FILE_SIZE = Kinds.size(64L << 10, 1L << 40);

  private OptionKinds() {}
}
