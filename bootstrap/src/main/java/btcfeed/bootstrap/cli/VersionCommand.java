package btcfeed.bootstrap.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code btc-feed version}. */
@Command(name = "version", description = "Which build this is, and which Java runs it.")
final class VersionCommand implements Callable<Integer> {
  private final Desk desk;

  VersionCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    desk.out().println("btc-feed " + Build.current().text());
    desk.out().println("Java " + Runtime.version());
    return Exit.FINE;
  }
}
