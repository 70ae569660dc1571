package btcfeed.bootstrap.cli;

import btcfeed.configuration.ConfigInput;
import btcfeed.configuration.Kinds;
import btcfeed.rehearsal.drill.DrillOptions;
import btcfeed.rehearsal.soak.SoakOptions;
import btcfeed.rehearsal.takeover.TakeoverOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code btc-feed drill}. */
@Command(
    name = "drill",
    description = {
      "Rehearses failures on a service, a simulated venue and two Redis of its own.",
      "It kills, empties and freezes the primary under load, and counts every trade"
          + " afterwards. It takes about half a minute, never more than 90 s.",
      "",
      "With --redis-url and --failover-url it uses those two Redis instead. It cuts and freezes the"
          + " connections to them. Its keys have a prefix of their own and are deleted at the end;"
          + " no other key is touched.",
      "",
      "With --instances it runs two or three instances of the service, each a process of its own."
          + " It kills, freezes and stops the one that leads, and splits the network. After each"
          + " takeover it counts every trade. It takes two to five minutes.",
      "",
      "With --soak it runs for that time, with four simulated venues and the service in its own"
          + " process. Every few seconds it injects a fault into a store, a connection or a venue."
          + " At the end it counts every trade, and memory, threads and open files must not have"
          + " grown. Ctrl-C ends it early, with its report.",
      "",
      "Exit code 0 only if no trade was lost, repeated or different. If the time ended before"
          + " every fault was rehearsed, the report shows it and the exit code is 1.",
      ""
    })
final class DrillCommand implements Callable<Integer> {
  private static final double LEAST_RATE = 1;
  private static final double MOST_RATE = 100_000;
  private static final int MOST_INSTANCES = 3;

  private final CommandContext context;

  @Mixin private ConfigOptions config = new ConfigOptions();

  @Option(
      names = "--only",
      paramLabel = "FAULT",
      split = ",",
      description =
          "The faults to rehearse, separated by commas: kill, empty, freeze, flush, both, cut,"
              + " sink, and batch on a given pair. With --instances: kill, freeze, handover, split,"
              + " folder; handover:10 rehearses ten of them. All by default.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--rate",
      paramLabel = "TRADES",
      defaultValue = "1000",
      description = "Trades a second that the venue sends (${DEFAULT-VALUE}).")
  private double rate;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--instances",
      paramLabel = "N",
      defaultValue = "1",
      description = "Rehearse takeovers between 2 or 3 instances of the service.")
  private int instances;

  @Option(
      names = "--soak",
      paramLabel = "TIME",
      description = "Soak for this time, from 10s to 24h: 30s, 10m, 2h.")
  private Optional<String> soak = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description =
          "The seed of the soak's plan of faults; the same seed gives the same plan. Random by"
              + " default.")
  private Optional<Long> seed = Optional.empty();

  @ArgGroup(exclusive = false)
  private Pair pair = new Pair();

  /** Two stores, given together. */
  private static final class Pair {
    @Option(
        names = "--redis-url",
        required = true,
        paramLabel = "URL",
        description = "Rehearse on this Redis as the primary: redis:// or rediss:// (REDIS_URL).")
    private String primary = "";

    @Option(
        names = "--failover-url",
        required = true,
        paramLabel = "URL",
        description =
            "Rehearse on this Redis as the failover: redis:// or rediss:// (FAILOVER_REDIS_URL).")
    private String failover = "";

    boolean given() {
      return !primary.isEmpty();
    }

    List<ConfigInput.Flag> flags() {
      if (!given()) {
        return List.of();
      }
      return List.of(
          new ConfigInput.Flag("--redis-url", "REDIS_URL", primary),
          new ConfigInput.Flag("--failover-url", "FAILOVER_REDIS_URL", failover),
          new ConfigInput.Flag("--failover-url", "USE_FAILOVER", "true"));
    }
  }

  @Option(names = "--json", description = "Print one JSON document instead of the table.")
  private boolean json;

  DrillCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (!(rate >= LEAST_RATE && rate <= MOST_RATE)) {
      throw wrong("--rate is from 1 to 100000 trades a second, was " + rate);
    }
    if (instances < 1 || instances > MOST_INSTANCES) {
      throw wrong("--instances is 1, 2 or 3, was " + instances);
    }
    if (soak.isPresent()) {
      SoakOptions options = soakOptions(soak.get());
      return context.start(config, invocation -> context.verbs().soak(invocation, options));
    }
    if (seed.isPresent()) {
      throw wrong("--seed is of the plan of a soak: --soak says for how long");
    }
    if (instances > 1) {
      TakeoverOptions options = takeoverOptions();
      return context.start(config, invocation -> context.verbs().takeovers(invocation, options));
    }
    return context.start(
        config,
        pair.flags(),
        invocation ->
            context.verbs().drill(invocation, new DrillOptions(only, rate, pair.given(), json)));
  }

  private SoakOptions soakOptions(String text) {
    if (pair.given() || !only.isEmpty() || instances > 1) {
      throw wrong(
          "--soak has one instance, two Redis of its own and every kind of fault: no --instances,"
              + " --redis-url, --only");
    }
    Duration time =
        Kinds.SOAK_TIME
            .read(text)
            .orElseThrow(() -> wrong("--soak is " + Kinds.SOAK_TIME.expected() + ", was " + text));
    OptionalLong planned = seed.map(OptionalLong::of).orElse(OptionalLong.empty());
    return new SoakOptions(time, planned, rate, json);
  }

  private TakeoverOptions takeoverOptions() {
    if (pair.given()) {
      throw wrong("--instances has two Redis of its own: no --redis-url, --failover-url");
    }
    TakeoverOptions options = new TakeoverOptions(instances, only, rate, json);
    Optional<String> complaint = options.complaint();
    if (complaint.isPresent()) {
      throw wrong(complaint.get());
    }
    return options;
  }

  private ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), why);
  }
}
