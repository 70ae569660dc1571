package btcfeed.bootstrap.wire;

import btcfeed.bootstrap.cli.Exit;
import btcfeed.bootstrap.cli.Start;
import btcfeed.bootstrap.config.FeedConfig;
import btcfeed.bootstrap.log.LogFeed;
import btcfeed.bootstrap.log.Logging;
import btcfeed.domain.time.Clock;
import btcfeed.journal.FileJournal;
import btcfeed.journal.JournalOptions;
import btcfeed.journal.OpenResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service from start to stop: what {@code run} does, and {@code demo} on a stage of its own.
 */
final class RunVerb {
  private static final Logger LOG = LoggerFactory.getLogger("btcfeed.service");

  /** The journal, in the data directory. */
  static final String JOURNAL = "journal";

  private static final Duration SAY_DUE_EVERY = Duration.ofSeconds(5);

  private final Clock clock;

  RunVerb(Clock clock) {
    this.clock = clock;
  }

  /** Runs until told to stop, or for so long. */
  int run(Start start, FeedEnvironment stage, Optional<Duration> time) {
    FeedConfig config = start.config();
    Shutdown shutdown = Shutdown.onSignal();
    int code;
    try (Logging _ = Logging.start(config.log(), config.secrets(), clock, start.out())) {
      start.warnings().forEach(LOG::warn);
      code = serve(config, shutdown, stage, time);
    }
    return shutdown.finish(code);
  }

  private int serve(
      FeedConfig wanted, Shutdown shutdown, FeedEnvironment stage, Optional<Duration> time) {
    try {
      FileJournal journal = journal(wanted);
      FeedConfig config = onStage(stage, wanted, journal);
      LogFeed log = new LogFeed(clock);
      try (stage;
          Periodic _ = Periodic.every(SAY_DUE_EVERY, "log", log::sayDue);
          StoreFactory stores = StoreFactory.open(config, clock);
          Service service = Service.start(config, journal, stores.replicas(), clock, log)) {
        LOG.info("Serving http://{}:{}/health", shownHost(config), service.httpPort());
        stage.ready(service.httpPort());
        time.ifPresentOrElse(shutdown::await, shutdown::await);
        LOG.info("Stopping: taking no more trades, bringing what is here to the stores.");
      } finally {
        journal.close();
      }
    } catch (CannotStart why) {
      LOG.error("Cannot start: {}", why.getMessage());
      return Exit.FAILED;
    }
    LOG.info("Stopped.");
    return Exit.FINE;
  }

  private static FeedConfig onStage(FeedEnvironment stage, FeedConfig wanted, FileJournal journal)
      throws CannotStart {
    boolean set = false;
    try {
      FeedConfig config = stage.set(wanted, journal);
      set = true;
      return config;
    } finally {
      if (!set) {
        stage.close();
        journal.close();
      }
    }
  }

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
