package btcfeed.bootstrap.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code btc-feed version}. */
@Command(name = "version", description = "Which build this is, and which Java runs it.")
final class VersionCommand implements Callable<Integer> {
  private final CommandContext desk;

  @Option(
      names = {"--licences", "--licenses"},
      description = "Whose work is in it, and under which licences.")
  private boolean licences;

  VersionCommand(CommandContext desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    desk.out().println("btc-feed " + Build.current().text());
    desk.out().println("Java " + Runtime.version());
    if (licences) {
      desk.out().println();
      desk.out().println("MIT, and in it, each under its own:");
      Build.thirdParties().forEach(line -> desk.out().println("  " + line));
      desk.out().println("  (BSD-3-Clause) Redis 7.0.15, as programs for five systems");
      desk.out().println("  (MIT) uPlot, in the page");
      desk.out().println();
      desk.out().println("Their texts are in the jar's META-INF: LICENSE*, NOTICE*.");
    }
    return Exit.FINE;
  }
}
