package btcfeed.configuration;

import java.util.List;

/** The result of reading the configuration. */
public sealed interface Loaded {
  /** All settings with values and sources. */
  List<ConfigRow> rows();

  /** Warnings, one sentence each. */
  List<String> warnings();

  /** A valid configuration. */
  record Usable(FeedConfig config, List<ConfigRow> rows, List<String> warnings) implements Loaded {}

  /** An invalid configuration, with all its faults. */
  record Faulty(List<ConfigFault> faults, List<ConfigRow> rows, List<String> warnings)
      implements Loaded {}
}
