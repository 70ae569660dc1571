package btcfeed.bootstrap.cli;

import btcfeed.bootstrap.config.ConfigInput;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code btc-feed drill}. */
@Command(
    name = "drill",
    description = {
      "Rehearses failures: a service of its own between a simulated venue and two Redis of its"
          + " own,",
      "whose primary is killed, emptied and frozen while trades come. Counts everything"
          + " afterwards.",
      "With --redis-url and --failover-url, on those two instead: each behind a wire that is cut"
          + " and frozen,",
      "with keys under a prefix of its own, which are deleted at the end. Nothing else in them is"
          + " touched.",
      "Exit code 0 only if nothing was lost, doubled or different. About half a minute, never more"
          + " than 90 s."
    })
final class DrillCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private ConfigOptions options = new ConfigOptions();

  @Option(
      names = "--only",
      paramLabel = "FAULT",
      split = ",",
      description =
          "Of kill, empty, freeze, flush, both, cut, and batch on a pair given; with commas"
              + " between. All by default.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--rate",
      paramLabel = "TRADES",
      defaultValue = "1000",
      description = "Trades a second the venue sends meanwhile (${DEFAULT-VALUE}).")
  private double rate;

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
        description = "And on this one as the failover (FAILOVER_REDIS_URL).")
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

  DrillCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    return desk.start(
        options,
        pair.flags(),
        start -> desk.verbs().drill(start, new DrillOrder(only, rate, pair.given(), json)));
  }
}
