package btcfeed.recording;

import java.nio.file.Path;
import java.util.List;

/**
 * The options of a replay.
 *
 * @param files in this order; each stands for those that follow it in its recording, too
 * @param speed how many times as fast as it was; infinite for as fast as it goes
 * @param intoConfigured into the stores and the journal that are configured, instead of its own
 */
public record ReplayOptions(List<Path> files, double speed, boolean intoConfigured) {
  public ReplayOptions {
    files = List.copyOf(files);
  }
}
