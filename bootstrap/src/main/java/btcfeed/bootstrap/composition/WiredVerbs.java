package btcfeed.bootstrap.composition;

import btcfeed.application.connect.ConnectionManager;
import btcfeed.application.ingest.VenueStats;
import btcfeed.application.work.CloseStack;
import btcfeed.bootstrap.cli.Exit;
import btcfeed.bootstrap.cli.Start;
import btcfeed.bootstrap.cli.Verbs;
import btcfeed.configuration.CannotStart;
import btcfeed.configuration.FeedConfig;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.Venues;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.line.FrameTap;
import btcfeed.log.LogFeed;
import btcfeed.log.LogOptions;
import btcfeed.log.Logging;
import btcfeed.monitor.Monitor;
import btcfeed.monitor.MonitorOrder;
import btcfeed.monitor.client.FeedClient;
import btcfeed.recording.RecordOrder;
import btcfeed.recording.RecordVerb;
import btcfeed.recording.ReplayOrder;
import btcfeed.recording.ReplayVerb;
import btcfeed.recording.Speed;
import btcfeed.recording.StopSignal;
import btcfeed.recording.Tape;
import btcfeed.rehearsal.demo.DemoStage;
import btcfeed.rehearsal.drill.DrillOrder;
import btcfeed.rehearsal.drill.DrillVerb;
import btcfeed.rehearsal.drill.DrilledFeed;
import btcfeed.rehearsal.soak.SoakOrder;
import btcfeed.rehearsal.soak.SoakVerb;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.event.Level;

/** The verbs: hands each what it needs of the composition, and maps its result to an exit code. */
public final class WiredVerbs implements Verbs {
  private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);
  private static final Duration API_TIMEOUT = Duration.ofSeconds(5);

  private final Clock clock;

  public WiredVerbs(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Set<Venue> venues() {
    return Venues.names().stream().map(Venue::new).collect(Collectors.toUnmodifiableSet());
  }

  @Override
  public int run(Start start) {
    return new RunVerb(clock).run(start, Optional.empty(), Optional.empty());
  }

  @Override
  public int demo(Start start, Optional<Duration> time) {
    DemoStage stage =
        new DemoStage(EmbeddedRedisSupervisor.launcher(start.config()), clock, start.out());
    return new RunVerb(clock).run(start, Optional.of(stage), time);
  }

  @Override
  public int drill(Start start, DrillOrder order) {
    DrillVerb verb =
        new DrillVerb(drilledFeeds(clock), EmbeddedRedisSupervisor.launcher(start.config()), clock);
    return drill(start, order, verb);
  }

  static int drill(Start start, DrillOrder order, DrillVerb verb) {
    Optional<String> complaint = order.complaint();
    if (complaint.isPresent()) {
      start.err().println("btc-feed: " + complaint.get());
      return Exit.WRONG_USAGE;
    }
    return exit(verb.drill(start.config(), order, start.out(), start.err()));
  }

  /** Starts the services of drills, which log nothing. */
  static DrilledFeed.Starter drilledFeeds(Clock clock) {
    FeedLog silent = _ -> {};
    return config ->
        FeedAssembly.start(
            config, MarketDataSource.live(Network.connector(config, clock)), clock, silent);
  }

  @Override
  public int soak(Start start, SoakOrder order) {
    SoakVerb verb = new SoakVerb(EmbeddedRedisSupervisor.launcher(start.config()), clock);
    Shutdown shutdown = Shutdown.onSignal(SoakVerb.REPORT_WITHIN);
    int code = Exit.FAILED;
    try {
      code = exit(verb.soak(start.out(), start.err(), order, shutdown::requested));
    } finally {
      int _ = shutdown.finish(code);
    }
    return code;
  }

  @Override
  public int record(Start start, RecordOrder order) {
    Shutdown shutdown = Shutdown.onSignal();
    FeedConfig config = start.config();
    int code;
    try (Logging _ = RunVerb.logging(config.log(), config, clock, start.err())) {
      code = record(start, order, shutdown::await, PROGRESS_EVERY);
    }
    return shutdown.finish(code);
  }

  /** The same with another signal to stop, and other pauses between lines of progress. */
  int record(Start start, RecordOrder order, StopSignal stop, Duration progressEvery) {
    LogFeed log = new LogFeed(clock);
    RecordVerb verb = new RecordVerb(connections(start.config(), log), clock, progressEvery);
    try (Periodic _ = RunVerb.logDue(log)) {
      start.warnings().forEach(warning -> start.err().println("Warning: " + warning));
      return exit(verb.record(start.config(), order, stop, start.out(), log));
    } catch (CannotStart why) {
      return failed(start, why.getMessage());
    }
  }

  private RecordVerb.Connections connections(FeedConfig config, FeedLog log) {
    return new RecordVerb.Connections() {
      @Override
      public List<LinePort> lines(FrameTap tap) throws CannotStart {
        return LineFactory.of(
            config,
            config.venues().lines(),
            Network.connector(config, clock),
            MessageBudget.ofHeap(),
            clock,
            tap);
      }

      @Override
      public List<ConnectionManager> managers(List<LinePort> lines, AcceptTrades trades) {
        return ConnectionManagers.of(config, lines, trades, VenueStats::new, clock, log);
      }
    };
  }

  @Override
  public int replay(Start start, ReplayOrder order) {
    return switch (Tape.of(order.files())) {
      case Tape.Found.Refused(String detail) -> failed(start, detail);
      case Tape.Found.Ready(Tape tape) -> {
        FeedConfig config = start.config();
        // Errors only: a recording opens and closes connections by the dozen.
        LogOptions log = new LogOptions(config.log().format(), Level.ERROR);
        try (Logging _ = RunVerb.logging(log, config, clock, start.err())) {
          yield replay(start, order, tape);
        }
      }
    };
  }

  private int replay(Start start, ReplayOrder order, Tape tape) {
    try (CloseStack opened =
        new CloseStack(failed -> start.err().println("while ending the replay: " + failed))) {
      Thread onExit = new Thread(opened::close, "replay-ends");
      Runtime.getRuntime().addShutdownHook(onExit);
      ReplayVerb verb =
          new ReplayVerb(
              new ReplayService(start.config(), order.intoConfigured(), clock, new LogFeed(clock)),
              start.config().venues().maxMessageBytes(),
              clock,
              start.out(),
              start.err());
      boolean whole = verb.replay(tape, new Speed(order.speed()), opened);
      boolean _ = Runtime.getRuntime().removeShutdownHook(onExit);
      return exit(whole);
    } catch (CannotStart why) {
      return failed(start, why.getMessage());
    }
  }

  @Override
  public int listVenues(Start start, boolean json) {
    return VenuesVerb.list(start, json);
  }

  @Override
  public int monitor(MonitorOrder order, PrintStream out, PrintStream err) {
    // Panels draw lines in Unicode or ASCII, never with the terminal's alternate character set.
    System.setProperty("org.jline.utils.disableAlternateCharset", "true");
    try (FeedClient client = new FeedClient(order.service(), API_TIMEOUT)) {
      Monitor monitor = new Monitor(client::look, order.service().toString(), clock);
      return exit(monitor.watch(order, System.getenv(), out, err));
    }
  }

  @Override
  public int check(Start start) {
    return new CheckVerb(clock).check(start);
  }

  private static int exit(boolean fine) {
    return fine ? Exit.FINE : Exit.FAILED;
  }

  private static int failed(Start start, String why) {
    start.err().println("btc-feed: " + why);
    return Exit.FAILED;
  }
}
