package btcfeed.bootstrap.composition;

import btcfeed.application.connect.ConnectionManager;
import btcfeed.application.ingest.VenueStats;
import btcfeed.application.work.CloseStack;
import btcfeed.bootstrap.cli.Exit;
import btcfeed.bootstrap.cli.Invocation;
import btcfeed.bootstrap.cli.Verbs;
import btcfeed.bootstrap.export.ExportOptions;
import btcfeed.configuration.AvailablePlugins;
import btcfeed.configuration.CannotStart;
import btcfeed.configuration.FeedConfig;
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.Venues;
import btcfeed.exchange.line.FrameTap;
import btcfeed.log.LogFeed;
import btcfeed.log.LogOptions;
import btcfeed.log.Logging;
import btcfeed.monitor.Monitor;
import btcfeed.monitor.MonitorOptions;
import btcfeed.monitor.client.FeedClient;
import btcfeed.recording.RecordOptions;
import btcfeed.recording.RecordVerb;
import btcfeed.recording.ReplayOptions;
import btcfeed.recording.ReplayVerb;
import btcfeed.recording.Speed;
import btcfeed.recording.Tape;
import btcfeed.rehearsal.demo.DemoStage;
import btcfeed.rehearsal.drill.DrillOptions;
import btcfeed.rehearsal.drill.DrillVerb;
import btcfeed.rehearsal.drill.DrilledFeed;
import btcfeed.rehearsal.soak.SoakOptions;
import btcfeed.rehearsal.soak.SoakVerb;
import btcfeed.rehearsal.takeover.TakeoverOptions;
import btcfeed.rehearsal.takeover.TakeoverVerb;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Predicate;
import org.slf4j.event.Level;

/** The verbs: hands each what it needs of the composition, and maps its result to an exit code. */
public final class WiredVerbs implements Verbs {
  private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);
  private static final Duration API_TIMEOUT = Duration.ofSeconds(5);

  private final Clock clock;

  public WiredVerbs(Clock clock) {
    this.clock = clock;
  }

  /** Those of this build and of plugins. */
  private static Venues venues(Invocation invocation) {
    return invocation.config().plugins().venues();
  }

  @Override
  public AvailablePlugins plugins(Path folder) {
    return PluginsVerb.available(folder);
  }

  @Override
  public int run(Invocation invocation) {
    return new RunVerb(venues(invocation), clock)
        .run(invocation, Optional.empty(), Optional.empty());
  }

  @Override
  public int demo(Invocation invocation, Optional<Duration> time) {
    DemoStage stage =
        new DemoStage(
            EmbeddedRedisSupervisor.launcher(invocation.config()), clock, invocation.out());
    return new RunVerb(venues(invocation), clock).run(invocation, Optional.of(stage), time);
  }

  @Override
  public int drill(Invocation invocation, DrillOptions options) {
    DrillVerb verb =
        new DrillVerb(
            drilledFeeds(venues(invocation), clock),
            EmbeddedRedisSupervisor.launcher(invocation.config()),
            clock);
    return drill(invocation, options, verb);
  }

  static int drill(Invocation invocation, DrillOptions options, DrillVerb verb) {
    Optional<String> complaint = options.complaint();
    if (complaint.isPresent()) {
      invocation.err().println("btc-feed: " + complaint.get());
      return Exit.WRONG_USAGE;
    }
    return exit(verb.drill(invocation.config(), options, invocation.out(), invocation.err()));
  }

  /** Starts the services of drills, which log nothing. */
  static DrilledFeed.Starter drilledFeeds(Venues venues, Clock clock) {
    FeedLog silent = _ -> {};
    return config ->
        FeedAssembly.start(config, LiveVenues.of(config, venues, clock), clock, silent);
  }

  @Override
  public int takeovers(Invocation invocation, TakeoverOptions options) {
    TakeoverVerb verb =
        new TakeoverVerb(EmbeddedRedisSupervisor.launcher(invocation.config()), clock);
    return exit(verb.drill(options, invocation.out(), invocation.err()));
  }

  @Override
  public int soak(Invocation invocation, SoakOptions options) {
    SoakVerb verb = new SoakVerb(EmbeddedRedisSupervisor.launcher(invocation.config()), clock);
    Shutdown shutdown = Shutdown.onSignal(SoakVerb.REPORT_WITHIN);
    int code = Exit.FAILED;
    try {
      code = exit(verb.soak(invocation.out(), invocation.err(), options, shutdown::requested));
    } finally {
      int _ = shutdown.finish(code);
    }
    return code;
  }

  @Override
  public int record(Invocation invocation, RecordOptions options) {
    Shutdown shutdown = Shutdown.onSignal();
    FeedConfig config = invocation.config();
    int code;
    try (Logging _ = RunVerb.logging(config.log(), config, clock, invocation.err())) {
      code = record(invocation, options, shutdown::await, PROGRESS_EVERY);
    }
    return shutdown.finish(code);
  }

  /** The same with another signal to stop, and other pauses between lines of progress. */
  int record(
      Invocation invocation,
      RecordOptions options,
      Predicate<Duration> stop,
      Duration progressEvery) {
    LogFeed log = new LogFeed(clock);
    RecordVerb verb =
        new RecordVerb(
            connections(invocation.config(), log), venues(invocation), clock, progressEvery);
    try (ExecutorService _ = RunVerb.logDue(log)) {
      invocation.warnings().forEach(warning -> invocation.err().println("Warning: " + warning));
      return exit(verb.record(invocation.config(), options, stop, invocation.out(), log));
    } catch (CannotStart why) {
      return failed(invocation, why.getMessage());
    }
  }

  private RecordVerb.Connections connections(FeedConfig config, FeedLog log) {
    return new RecordVerb.Connections() {
      @Override
      public List<LinePort> lines(FrameTap tap) throws CannotStart {
        return LiveVenues.of(config, config.plugins().venues(), clock, tap).lines();
      }

      @Override
      public List<ConnectionManager> managers(List<LinePort> lines, AcceptTrades trades) {
        return ConnectionManagers.of(
            config, config.plugins().venues(), lines, trades, VenueStats::new, clock, log);
      }
    };
  }

  @Override
  public int replay(Invocation invocation, ReplayOptions options) {
    FeedConfig config = invocation.config();
    // Errors only: a recording opens and closes connections by the dozen.
    LogOptions log = new LogOptions(config.log().format(), Level.ERROR);
    try (Logging _ = RunVerb.logging(log, config, clock, invocation.err())) {
      return replay(invocation, options, Tape.of(options.files()));
    } catch (CannotStart why) {
      return failed(invocation, why.getMessage());
    }
  }

  private int replay(Invocation invocation, ReplayOptions options, Tape tape) throws CannotStart {
    try (CloseStack opened =
        new CloseStack(failed -> invocation.err().println("while ending the replay: " + failed))) {
      Thread onExit = new Thread(opened::close, "replay-ends");
      Runtime.getRuntime().addShutdownHook(onExit);
      ReplayVerb verb =
          new ReplayVerb(
              new ReplayService(
                  invocation.config(),
                  venues(invocation),
                  options.intoConfigured(),
                  clock,
                  new LogFeed(clock)),
              venues(invocation),
              invocation.config().venues().maxMessageBytes(),
              clock,
              invocation.out(),
              invocation.err());
      boolean whole = verb.replay(tape, new Speed(options.speed()), opened);
      boolean _ = Runtime.getRuntime().removeShutdownHook(onExit);
      return exit(whole);
    }
  }

  @Override
  public int export(Invocation invocation, ExportOptions options) {
    return new ExportVerb(clock).export(invocation, options);
  }

  @Override
  public int listVenues(Invocation invocation, boolean json) {
    return VenuesVerb.list(venues(invocation), invocation, json);
  }

  @Override
  public int listPlugins(Invocation invocation) {
    return PluginsVerb.list(invocation);
  }

  @Override
  public int monitor(MonitorOptions options, PrintStream out, PrintStream err) {
    // Panels draw lines in Unicode or ASCII, never with the terminal's alternate character set.
    System.setProperty("org.jline.utils.disableAlternateCharset", "true");
    try (FeedClient client = new FeedClient(options.service(), API_TIMEOUT)) {
      Monitor monitor = new Monitor(client::poll, options.service().toString(), clock);
      return exit(monitor.watch(options, System.getenv(), out, err));
    }
  }

  @Override
  public int check(Invocation invocation) {
    return new CheckVerb(venues(invocation), clock).check(invocation);
  }

  private static int exit(boolean fine) {
    return fine ? Exit.FINE : Exit.FAILED;
  }

  private static int failed(Invocation invocation, String why) {
    invocation.err().println("btc-feed: " + why);
    return Exit.FAILED;
  }
}
