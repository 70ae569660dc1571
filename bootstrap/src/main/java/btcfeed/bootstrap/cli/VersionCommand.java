package btcfeed.bootstrap.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code btc-feed version}. */
@Command(name = "version", description = "Prints the build and the Java that runs it.")
final class VersionCommand implements Callable<Integer> {
  private final CommandContext context;

  @Option(
      names = {"--licences", "--licenses"},
      description = "Print the bundled libraries with their licences.")
  private boolean licences;

  VersionCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.out().println("btc-feed " + Build.current().text());
    context.out().println("Java " + Runtime.version());
    if (licences) {
      context.out().println();
      context.out().println("MIT, and in it, each under its own:");
      Build.thirdParties().forEach(line -> context.out().println("  " + line));
      context.out().println("  (BSD-3-Clause) Redis 7.0.15, as programs for five systems");
      context.out().println("  (MIT) uPlot, in the page");
      context.out().println();
      context.out().println("Their texts are in the jar's META-INF: LICENSE*, NOTICE*.");
    }
    return Exit.FINE;
  }
}
