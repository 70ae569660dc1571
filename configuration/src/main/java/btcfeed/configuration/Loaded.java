package btcfeed.configuration;

import java.util.List;

/** What came of reading the configuration. */
public sealed interface Loaded {
  /** Every setting, its value and where it came from. */
  List<ConfigRow> rows();

  /** What is odd but no hindrance, a sentence each. */
  List<String> warnings();

  /** It can be used. */
  record Usable(FeedConfig config, List<ConfigRow> rows, List<String> warnings) implements Loaded {}

  /** It cannot be used; every fault is named, not only the first. */
  record Faulty(List<ConfigFault> faults, List<ConfigRow> rows, List<String> warnings)
      implements Loaded {}
}
