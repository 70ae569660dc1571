package btcfeed.bootstrap.cli;

import btcfeed.monitor.MonitorOptions;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code btc-feed monitor}. */
@Command(
    name = "monitor",
    description = {
      "Watches a running service: price, health, both Redis, venues, processing, journal.",
      "On a terminal it fills the screen; q quits, h lists the keys. Without a terminal, or with"
          + " --once, it prints one plain snapshot.",
      "Exit code 0, or 1 if the service did not answer the request for the snapshot."
    })
final class MonitorCommand implements Callable<Integer> {
  private static final BigDecimal SHORTEST = new BigDecimal("0.1");
  private static final BigDecimal LONGEST = new BigDecimal(3600);

  private final CommandContext context;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "localhost",
      description = "The host of the service (${DEFAULT-VALUE}).")
  private String host = "localhost";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Its HTTP port (${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--refresh",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "Interval between updates; fractions are allowed (${DEFAULT-VALUE}).")
  private String refresh = "";

  @Option(names = "--once", description = "Print one plain snapshot and end.")
  private boolean once;

  @Option(names = "--json", description = "Print one snapshot as JSON and end.")
  private boolean json;

  MonitorCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (port < 1 || port > 65_535) {
      throw new ParameterException(spec.commandLine(), "--port is 1 to 65535, was " + port);
    }
    MonitorOptions options = new MonitorOptions(service(), every(), once, json);
    return context.verbs().monitor(options, context.out(), context.err());
  }

  private Duration every() {
    try {
      BigDecimal seconds = new BigDecimal(refresh);
      if (seconds.compareTo(SHORTEST) >= 0 && seconds.compareTo(LONGEST) <= 0) {
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
      }
    } catch (NumberFormatException _) {
      // No number is refused like a number out of range.
    }
    throw new ParameterException(
        spec.commandLine(), "--refresh is 0.1 to 3600 seconds, was " + refresh);
  }

  private URI service() {
    String shown = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    try {
      return URI.create("http://" + shown + ":" + port + "/");
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "--host is a name or an address, was " + host, e);
    }
  }
}
