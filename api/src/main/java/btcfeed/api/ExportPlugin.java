package btcfeed.api;

import java.io.IOException;
import java.nio.file.Path;

/** A plugin that also writes single files of ticks, for {@code btc-feed export --format NAME}. */
public interface ExportPlugin extends FeedPlugin {
  /** Begins a new file. The caller gives it its name once it is complete. */
  TickFile create(Path file) throws IOException;
}
