package btcfeed.benchmarks.parts;

import java.util.List;

/** Runs the JMH benchmarks with settings that take a minute, not an hour. */
public final class Parts {
  private Parts() {}

  /** Decoding; the process's exit code. */
  public static int decode(List<String> arguments) {
    return arguments.size();
  }

  /** The journal; the process's exit code. */
  public static int journal(List<String> arguments) {
    return arguments.size();
  }
}
