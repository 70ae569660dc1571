package btcfeed.bootstrap.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code btc-feed demo}. */
@Command(
    name = "demo",
    description = {
      "The same service, offline: simulated venues and two Redis of its own, on loopback.",
      "Says what to open, and how to cut the primary and watch."
    })
final class DemoCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private ConfigOptions options = new ConfigOptions();

  DemoCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    return desk.start(options, desk.verbs()::demo);
  }
}
