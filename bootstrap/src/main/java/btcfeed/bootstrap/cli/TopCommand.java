package btcfeed.bootstrap.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.ScopeType;

/** {@code btc-feed} itself. Does nothing: without a verb it is wrong usage. */
@Command(
    name = "btc-feed",
    description = "Writes the trades of crypto exchanges to two Redis stores, without loss.",
    mixinStandardHelpOptions = true,
    versionProvider = TopCommand.Version.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    footer = {
      "",
      "Exit codes: 0 success, 1 failure, 2 wrong usage or configuration.",
      "Settings: .env.example lists them; 'btc-feed check --print-config' shows their values."
    })
final class TopCommand {

  /** Answers {@code --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"btc-feed " + Build.current().text()};
    }
  }
}
