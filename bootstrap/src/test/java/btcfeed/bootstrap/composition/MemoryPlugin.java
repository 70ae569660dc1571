package btcfeed.bootstrap.composition;

import btcfeed.api.SinkPlugin;
import btcfeed.domain.port.SinkPort;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the sinks that a test wants, for the URL {@code memory://}. */
record MemoryPlugin(Supplier<SinkPort> sinks) implements SinkPlugin {
  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String description() {
    return "Keeps records in the memory of a test.";
  }

  @Override
  public String urlForm() {
    return "memory://";
  }

  @Override
  public Optional<String> complaint(String url) {
    return Optional.empty();
  }

  @Override
  public SinkPort open(SinkOrder order) {
    return sinks.get();
  }
}
