package btcfeed.bootstrap.wire;

import btcfeed.application.connect.ConnectionManager;
import btcfeed.application.ingest.VenueStats;
import btcfeed.application.work.Runner;
import btcfeed.bootstrap.cli.Exit;
import btcfeed.bootstrap.cli.RecordOrder;
import btcfeed.bootstrap.cli.Start;
import btcfeed.bootstrap.config.FeedConfig;
import btcfeed.bootstrap.log.LogFeed;
import btcfeed.bootstrap.log.Logging;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.SearchOutcome;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.Venues;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.recording.Recorder;
import btcfeed.exchange.recording.RecordingHeader;
import btcfeed.exchange.recording.RecordingLimits;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** {@code record}: keeps lines open as the service does, and writes down what they hear. */
final class RecordVerb {
  private static final Duration SAY_EVERY = Duration.ofSeconds(5);
  private static final Duration UNTIL_TOLD = Duration.ofDays(36_500);

  /** Nothing is made of the trades. */
  private static final AcceptTrades NOBODY =
      new AcceptTrades() {
        @Override
        public void accept(List<Trade> trades, Origin origin, long timeUs, long nanos) {}

        @Override
        public void interrupted(Venue venue) {}

        @Override
        public void unheard(Venue venue, long sinceUs, long untilUs) {}

        @Override
        public void missed(Market market, TradeId id, long receiveTimeUs) {}

        @Override
        public void sought(Market market, Gap gap, SearchOutcome search) {}
      };

  private final Clock clock;
  private final Duration sayEvery;

  RecordVerb(Clock clock) {
    this(clock, SAY_EVERY);
  }

  /** One that says more often than usual how it goes. */
  RecordVerb(Clock clock, Duration sayEvery) {
    this.clock = clock;
    this.sayEvery = sayEvery;
  }

  int record(Start start, RecordOrder order) {
    Shutdown shutdown = Shutdown.onSignal();
    int code;
    try (Logging _ =
        Logging.start(start.config().log(), start.config().secrets(), clock, start.err())) {
      code = record(start, order, shutdown::await);
    }
    return shutdown.finish(code);
  }

  /**
   * The same, with the caller's way to stop it.
   *
   * @param untilTold waits until it is to stop, at most so long
   */
  int record(Start start, RecordOrder order, Consumer<Duration> untilTold) {
    FeedConfig config = start.config();
    LogFeed log = new LogFeed(clock);
    try {
      RecordingLimits limits =
          new RecordingLimits(
              order.maxFileBytes(), order.keep(), RecordingLimits.USUAL.waitingBytes());
      return switch (Recorder.begin(order.file(), listened(config), limits, clock)) {
        case Recorder.Begun.Failed(String detail) -> throw new CannotStart(detail);
        case Recorder.Begun.Recording(Recorder recorder) -> {
          start.warnings().forEach(warning -> start.err().println("Warning: " + warning));
          start.out().println("Recording into " + order.file() + ". Ctrl-C ends it.");
          yield keep(start, order, recorder, untilTold, log);
        }
      };
    } catch (CannotStart why) {
      start.err().println("btc-feed: " + why.getMessage());
      return Exit.FAILED;
    }
  }

  private int keep(
      Start start, RecordOrder order, Recorder recorder, Consumer<Duration> untilTold, LogFeed log)
      throws CannotStart {
    ReceivedTrades heard = new ReceivedTrades();
    try (recorder;
        Periodic _ = Periodic.every(SAY_EVERY, "log", log::sayDue);
        Periodic _ =
            Periodic.every(sayEvery, "progress", () -> say(start.out(), recorder, heard))) {
      FeedConfig config = start.config();
      List<LinePort> lines =
          heard.over(
              LineFactory.of(
                  config,
                  config.venues().lines(),
                  Network.connector(config, clock),
                  MessageBudget.ofHeap(),
                  clock,
                  recorder));
      List<ConnectionManager> keepers =
          ConnectionManagers.of(config, lines, NOBODY, VenueStats::new, clock, log);
      List<Runner> runners = new ArrayList<>();
      for (ConnectionManager keeper : keepers) {
        Runner runner = runner(keeper, log);
        keeper.wakes(runner);
        runners.add(runner);
        runner.start();
      }
      untilTold.accept(order.atMost().orElse(UNTIL_TOLD));
      runners.parallelStream().forEach(Runner::stop);
      keepers.parallelStream().forEach(ConnectionManager::close);
    }
    say(start.out(), recorder, heard);
    return recorder.progress().trouble().isPresent() ? Exit.FAILED : Exit.FINE;
  }

  private static Runner runner(ConnectionManager keeper, LogFeed log) {
    return new Runner(
        Thread.ofVirtual(),
        "line-" + keeper.id(),
        keeper,
        (where, bug) -> log.report(new FeedLog.FeedEvent.Bug(where, bug.toString())));
  }

  private static List<RecordingHeader.Listened> listened(FeedConfig config) throws CannotStart {
    List<RecordingHeader.Listened> listened = new ArrayList<>();
    for (Venue venue : config.venues().exchanges()) {
      try {
        listened.add(
            new RecordingHeader.Listened(
                venue,
                config.venues().lines(),
                Venues.codec(venue.name(), LineFactory.settings(config.venues(), venue))
                    .symbols()));
      } catch (IllegalArgumentException refused) {
        throw new CannotStart(venue + ": " + refused.getMessage());
      }
    }
    return listened;
  }

  private static void say(PrintStream out, Recorder recorder, ReceivedTrades heard) {
    Recorder.Progress progress = recorder.progress();
    String trades =
        heard.byVenue().entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    out.printf(
        Locale.ROOT,
        "%d messages, %.1f MiB, %.1f MiB packed; trades: %s%s%s%n",
        progress.messages(),
        mebi(progress.bytes()),
        mebi(progress.packedBytes()),
        trades,
        progress.lost() > 0 ? "; LOST " + progress.lost() + " messages" : "",
        progress.trouble().map(why -> "; the disk refuses: " + why).orElse(""));
  }

  private static double mebi(long bytes) {
    return bytes / (double) (1 << 20);
  }
}
