package btcfeed.bootstrap;

import btcfeed.bootstrap.cli.Cli;
import btcfeed.bootstrap.wire.Network;
import btcfeed.bootstrap.wire.SystemClock;
import btcfeed.bootstrap.wire.WiredVerbs;
import java.util.List;

/** Where the process begins. */
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
