package btcfeed.bootstrap;

import btcfeed.bootstrap.cli.Cli;
import btcfeed.bootstrap.composition.Network;
import btcfeed.bootstrap.composition.SystemClock;
import btcfeed.bootstrap.composition.WiredVerbs;
import java.util.List;

/** The entry point of the process. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    Network.rememberAddressesBriefly();
    int code =
        Cli.run(
            List.of(args),
            System.getenv(),
            new WiredVerbs(new SystemClock()),
            System.out,
            System.err);
    System.exit(code);
  }
}
