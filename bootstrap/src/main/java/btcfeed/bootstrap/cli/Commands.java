package btcfeed.bootstrap.cli;

import btcfeed.configuration.Kinds;
import btcfeed.monitor.MonitorOptions;
import btcfeed.recording.RecordOptions;
import btcfeed.recording.ReplayOptions;
import btcfeed.recording.Speed;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * {@code btc-feed} and its verbs, a method for each; {@link DrillCommand} and {@link ExportCommand}
 * are classes of their own. Each method checks the options, and returns the exit code of the verb.
 */
@Command(
    name = "btc-feed",
    description = "Writes the trades of crypto exchanges to two Redis stores, without loss.",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false,
    versionProvider = Commands.Version.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "VERB",
    commandListHeading = "%nVerbs:%n",
    footer = {
      "",
      "Exit codes: 0 success, 1 failure, 2 wrong usage or configuration.",
      "Settings: .env.example lists them; 'btc-feed check --print-config' shows their values."
    })
final class Commands {
  private static final BigDecimal SHORTEST_REFRESH = new BigDecimal("0.1");
  private static final BigDecimal LONGEST_REFRESH = new BigDecimal(3600);

  private final CommandContext context;

  @Spec private CommandSpec top = CommandSpec.create();

  Commands(CommandContext context) {
    this.context = context;
  }

  /** Answers {@code --version}. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"btc-feed " + Build.current().text()};
    }
  }

  @Command(
      description = {
        "Runs the service: trades from the venues into Redis, health and API over HTTP.",
        "If no Redis is configured, it starts its own. SIGTERM or Ctrl-C ends it cleanly."
      })
  int run(@Mixin ConfigOptions config) {
    return context.start(config, context.verbs()::run);
  }

  @Command(
      description = {
        "Runs the service offline, with simulated venues and its own two Redis, on loopback.",
        "It prints what to open, and how to cut the primary and watch. Ctrl-C, SIGTERM or --seconds"
            + " ends it cleanly."
      })
  int demo(
      @Mixin ConfigOptions config,
      @Option(names = "--seconds", paramLabel = "N", description = "End after this many seconds.")
          Optional<Long> seconds) {
    Optional<Duration> time = duration(seconds);
    return context.start(config, invocation -> context.verbs().demo(invocation, time));
  }

  @Command(
      description = {
        "Watches a running service: price, health, both Redis, venues, processing, journal.",
        "On a terminal it fills the screen; q quits, h lists the keys. Without a terminal, or with"
            + " --once, it prints one plain snapshot.",
        "Exit code 0, or 1 if the service did not answer the request for the snapshot."
      })
  int monitor(
      @Option(
              names = "--host",
              paramLabel = "HOST",
              defaultValue = "localhost",
              description = "The host of the service (${DEFAULT-VALUE}).")
          String host,
      @Option(
              names = "--port",
              paramLabel = "PORT",
              defaultValue = "8080",
              description = "Its HTTP port (${DEFAULT-VALUE}).")
          int port,
      @Option(
              names = "--refresh",
              paramLabel = "SECONDS",
              defaultValue = "5",
              description = "Interval between updates; fractions are allowed (${DEFAULT-VALUE}).")
          String refresh,
      @Option(names = "--once", description = "Print one plain snapshot and end.") boolean once,
      @Option(names = "--json", description = "Print one snapshot as JSON and end.") boolean json) {
    if (port < 1 || port > 65_535) {
      throw wrong("--port is 1 to 65535, was " + port);
    }
    MonitorOptions options = new MonitorOptions(service(host, port), every(refresh), once, json);
    return context.verbs().monitor(options, context.out(), context.err());
  }

  @Command(
      description = {
        "Records every message of the configured venues, byte for byte, with its receive time.",
        "btc-feed replay plays the file. It uses no store and no journal. Ctrl-C, SIGTERM or"
            + " --seconds ends it cleanly; a killed process loses the last second.",
        "When a file is full, it continues in FILE.000001 and so on, in order of time."
      })
  int record(
      @Mixin ConfigOptions config,
      @Parameters(
              paramLabel = "FILE",
              description = "The file to write; existing files are never overwritten.")
          Path file,
      @Option(names = "--seconds", paramLabel = "N", description = "End after this many seconds.")
          Optional<Long> seconds,
      @Option(
              names = "--max-size",
              paramLabel = "SIZE",
              defaultValue = "256MiB",
              description = "Start the next file at this size (${DEFAULT-VALUE}).")
          String maxSize,
      @Option(
              names = "--keep",
              paramLabel = "N",
              defaultValue = "8",
              description =
                  "The number of files to keep; a new file replaces the oldest (${DEFAULT-VALUE}).")
          int keep) {
    if (keep < 1) {
      throw wrong("--keep is 1 or more, was " + keep);
    }
    long maxBytes =
        Kinds.FILE_SIZE
            .read(maxSize)
            .orElseThrow(
                () -> wrong("--max-size is " + Kinds.FILE_SIZE.expected() + ", was " + maxSize));
    RecordOptions options = new RecordOptions(file, duration(seconds), maxBytes, keep);
    return context.start(config, invocation -> context.verbs().record(invocation, options));
  }

  @Command(
      description = {
        "Plays a recording through the whole service, as if it came from the venues now.",
        "It prints the ticks of each market, the gaps, and a digest to compare two replays by.",
        "By default it uses its own journal and two Redis, and removes them afterwards.",
        "Exit code 0 only if everything was played and the stores have all of it."
      })
  int replay(
      @Mixin ConfigOptions config,
      @Parameters(
              paramLabel = "FILE",
              arity = "1..*",
              description = "The files to play, in this order, each with FILE.000001 and so on.")
          List<Path> files,
      @Option(
              names = "--speed",
              paramLabel = "N|max",
              defaultValue = "max",
              description = "Speed relative to the recording, or max (${DEFAULT-VALUE}).")
          String speed,
      @Option(
              names = "--into-configured-stores",
              description =
                  "Write to the journal of FEED_DATA_DIR and the configured Redis, as run does.")
          boolean intoConfigured) {
    double times =
        Speed.parse(speed)
            .map(Speed::times)
            .orElseThrow(() -> wrong("--speed is a number above 0, or max, was " + speed));
    ReplayOptions options = new ReplayOptions(files, times, intoConfigured);
    return context.start(config, invocation -> context.verbs().replay(invocation, options));
  }

  @Command(
      description = {
        "Tests the configuration, and connects to every Redis, every venue and every sink.",
        "Exit code 0 only if run would work."
      })
  int check(
      @Mixin ConfigOptions config,
      @Option(
              names = "--print-config",
              description =
                  "Only print every setting with its value and source; connect to nothing.")
          boolean printConfig) {
    return printConfig ? context.print(config) : context.start(config, context.verbs()::check);
  }

  @Command(
      description = {
        "Lists every venue of this build and its markets with these settings.",
        "The table also has the address, the kind of trade ids, and the history that can be"
            + " fetched. It connects to nothing."
      })
  int venues(
      @Mixin ConfigOptions config,
      @Option(names = "--json", description = "Print one JSON document instead of the table.")
          boolean json) {
    return context.start(config, invocation -> context.verbs().listVenues(invocation, json));
  }

  @Command(
      description = {
        "Lists the plugins in the folder FEED_PLUGINS_DIR: version, what they offer, settings.",
        "A broken plugin is named with the reason; it is left out, and never prevents a start."
      })
  int plugins(@Mixin ConfigOptions config) {
    return context.start(config, context.verbs()::listPlugins);
  }

  @Command(description = "Prints the build and the Java that runs it.")
  int version(
      @Option(
              names = {"--licences", "--licenses"},
              description = "Print the bundled libraries with their licences.")
          boolean licences) {
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

  private Optional<Duration> duration(Optional<Long> seconds) {
    if (seconds.filter(some -> some < 1).isPresent()) {
      throw wrong("--seconds is 1 or more, was " + seconds.get());
    }
    return seconds.map(Duration::ofSeconds);
  }

  private Duration every(String refresh) {
    try {
      BigDecimal seconds = new BigDecimal(refresh);
      if (seconds.compareTo(SHORTEST_REFRESH) >= 0 && seconds.compareTo(LONGEST_REFRESH) <= 0) {
        return Duration.ofMillis(seconds.movePointRight(3).longValue());
      }
    } catch (NumberFormatException _) {
      // A text that is no number is refused like a number out of range.
    }
    throw wrong("--refresh is 0.1 to 3600 seconds, was " + refresh);
  }

  private URI service(String host, int port) {
    String shown = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
    try {
      return URI.create("http://" + shown + ":" + port + "/");
    } catch (IllegalArgumentException e) {
      throw wrong("--host is a name or an address, was " + host);
    }
  }

  /** Wrong usage of the verb that runs. */
  private ParameterException wrong(String why) {
    return new ParameterException(
        top.commandLine().getParseResult().subcommand().commandSpec().commandLine(), why);
  }
}
