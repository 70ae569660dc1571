package btcfeed.bootstrap.composition;

import btcfeed.application.work.CloseStack;
import btcfeed.bootstrap.cli.Exit;
import btcfeed.bootstrap.cli.Invocation;
import btcfeed.configuration.CannotStart;
import btcfeed.configuration.FeedConfig;
import btcfeed.configuration.Secret;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.Venues;
import btcfeed.journal.FileJournal;
import btcfeed.journal.JournalOptions;
import btcfeed.journal.OpenResult;
import btcfeed.log.LogFeed;
import btcfeed.log.LogOptions;
import btcfeed.log.Logging;
import btcfeed.rehearsal.demo.DemoStage;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code run} and {@code demo}: the service from its start until a signal stops it. */
final class RunVerb {
  private static final Logger LOG = LoggerFactory.getLogger("btcfeed.service");

  /** The folder of the journal, in the data directory. */
  static final String JOURNAL = "journal";

  private static final long LOG_DUE_EVERY_SECONDS = 5;

  private final Venues venues;
  private final Clock clock;

  RunVerb(Venues venues, Clock clock) {
    this.venues = venues;
    this.clock = clock;
  }

  /** Runs until a signal stops it, or for {@code atMost}; with the venues and stores of a demo. */
  int run(Invocation invocation, Optional<DemoStage> demo, Optional<Duration> atMost) {
    FeedConfig config = invocation.config();
    Shutdown shutdown = Shutdown.onSignal();
    int code;
    try (Logging _ = logging(config.log(), config, clock, invocation.out())) {
      invocation.warnings().forEach(LOG::warn);
      code = serve(config, shutdown, demo, atMost);
    }
    return shutdown.finish(code);
  }

  /** Starts the log, which masks the secrets of the configuration. */
  static Logging logging(LogOptions log, FeedConfig config, Clock clock, PrintStream out) {
    return Logging.start(log, config.secrets().stream().map(Secret::reveal).toList(), clock, out);
  }

  /** Logs what is due, again and again, until it is closed. */
  static ExecutorService logDue(LogFeed log) {
    ScheduledExecutorService executor =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("log").factory());
    var _ =
        executor.scheduleWithFixedDelay(
            log::logSuppressed, LOG_DUE_EVERY_SECONDS, LOG_DUE_EVERY_SECONDS, TimeUnit.SECONDS);
    return executor;
  }

  private int serve(
      FeedConfig wanted, Shutdown shutdown, Optional<DemoStage> demo, Optional<Duration> atMost) {
    LogFeed log = new LogFeed(clock);
    try (CloseStack opened =
        new CloseStack(failed -> LOG.error("A part did not close: {}.", failed.toString()))) {
      FileJournal journal = opened.push(journal(wanted));
      FeedConfig config = wanted;
      if (demo.isPresent()) {
        config = opened.push(demo.get()).open(wanted, journal);
      }
      opened.push(logDue(log));
      RunningFeed feed =
          opened.push(
              FeedAssembly.start(
                  config,
                  LiveVenues.of(config, venues, clock),
                  journal,
                  StoreFactory.open(config, clock),
                  clock,
                  log));
      LOG.info("Serving http://{}:{}/health", shownHost(config), feed.httpPort());
      demo.ifPresent(stage -> stage.announce(feed.httpPort()));
      shutdown.await(atMost);
      LOG.info("Stopping: taking no more trades, bringing what is here to the stores.");
    } catch (CannotStart why) {
      LOG.error("Cannot start: {}", why.getMessage());
      return Exit.FAILED;
    }
    LOG.info("Stopped.");
    return Exit.FINE;
  }

  /** Opens the journal of a configuration, and logs what its opening found. */
  static FileJournal journal(FeedConfig config) throws CannotStart {
    Path directory = config.journal().dataDir().resolve(JOURNAL);
    JournalOptions sized = JournalOptions.withMaxBytes(config.journal().maxBytes());
    JournalOptions options =
        new JournalOptions(sized.segmentBytes(), sized.maxBytes(), config.journal().sync());
    return switch (FileJournal.open(directory, options, UUID.randomUUID().toString())) {
      case OpenResult.Ready(FileJournal journal) -> {
        journal.openingNotes().forEach(LOG::warn);
        yield journal;
      }
      case OpenResult.InUse(String detail) -> throw new CannotStart(detail + " (FEED_DATA_DIR)");
      case OpenResult.Failed(String detail) -> throw new CannotStart(detail + " (FEED_DATA_DIR)");
    };
  }

  private static String shownHost(FeedConfig config) {
    String host = config.http().host();
    return host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
  }
}
