package btcfeed.recording;

import btcfeed.application.connect.ConnectionManager;
import btcfeed.application.work.Runner;
import btcfeed.configuration.CannotStart;
import btcfeed.configuration.FeedConfig;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.AcceptTrades;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.sequence.CoverageLoss;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sequence.SearchOutcome;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.Venues;
import btcfeed.exchange.line.FrameTap;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** {@code record}: keeps lines open as the service does, and writes down what they receive. */
public final class RecordVerb {
  private static final double MEBI = 1 << 20;
  private static final Duration UNLIMITED = Duration.ofDays(36_500);

  private final Connections connections;
  private final Venues venues;
  private final Clock clock;
  private final Duration progressEvery;

  /** Connects to the configured venues. Implemented by the composition root. */
  public interface Connections {
    /** Lines to every configured venue, each with this tap. */
    List<LinePort> lines(FrameTap tap) throws CannotStart;

    /** A connection manager for each line. */
    List<ConnectionManager> managers(List<LinePort> lines, AcceptTrades trades);
  }

  /**
   * Makes one.
   *
   * @param progressEvery how often it prints its progress
   */
  public RecordVerb(Connections connections, Venues venues, Clock clock, Duration progressEvery) {
    this.connections = connections;
    this.venues = venues;
    this.clock = clock;
    this.progressEvery = progressEvery;
  }

  /**
   * Records until it is stopped or the time is over.
   *
   * @param stop waits for the operator's signal to end, at most so long; true once it was given
   * @return false if the disk refused something
   */
  public boolean record(
      FeedConfig config,
      RecordOptions options,
      Predicate<Duration> stop,
      PrintStream out,
      FeedLog log)
      throws CannotStart {
    RecordingLimits limits =
        new RecordingLimits(
            options.maxFileBytes(), options.keep(), RecordingLimits.USUAL.waitingBytes());
    Recorder recorder = Recorder.begin(options.file(), listened(config), limits, clock);
    ReceivedTrades received = new ReceivedTrades();
    try (recorder) {
      out.println("Recording into " + options.file() + ". Ctrl-C ends it.");
      run(options.atMost().orElse(UNLIMITED), recorder, received, stop, out, log);
    }
    print(out, recorder, received);
    return recorder.progress().trouble().isEmpty();
  }

  private void run(
      Duration atMost,
      Recorder recorder,
      ReceivedTrades received,
      Predicate<Duration> stop,
      PrintStream out,
      FeedLog log)
      throws CannotStart {
    List<ConnectionManager> managers =
        connections.managers(received.over(connections.lines(recorder)), new Discarded());
    List<Runner> runners = new ArrayList<>();
    for (ConnectionManager manager : managers) {
      Runner runner =
          new Runner(
              Thread.ofVirtual(),
              "line-" + manager.id(),
              manager,
              (where, bug) -> log.report(new FeedLog.FeedEvent.Bug(where, bug.toString())));
      manager.wakeWith(runner);
      runners.add(runner);
      runner.start();
    }
    long end = clock.nanos() + atMost.toNanos();
    long every = progressEvery.toNanos();
    while (!stop.test(Duration.ofNanos(Math.min(every, end - clock.nanos())))
        && clock.nanos() < end) {
      print(out, recorder, received);
    }
    runners.parallelStream().forEach(Runner::stop);
    managers.parallelStream().forEach(ConnectionManager::close);
  }

  private List<RecordingHeader.Listened> listened(FeedConfig config) throws CannotStart {
    List<RecordingHeader.Listened> listened = new ArrayList<>();
    for (Venue venue : config.venues().exchanges()) {
      try {
        listened.add(
            new RecordingHeader.Listened(
                venue,
                config.venues().lines(),
                venues.codec(venue.name(), config.options(venue)).symbols()));
      } catch (IllegalArgumentException refused) {
        throw new CannotStart(venue + ": " + refused.getMessage());
      }
    }
    return listened;
  }

  private static void print(PrintStream out, Recorder recorder, ReceivedTrades received) {
    Recorder.Progress progress = recorder.progress();
    String trades =
        received.byVenue().entrySet().stream()
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    out.printf(
        Locale.ROOT,
        "%d messages, %.1f MiB, %.1f MiB packed; trades: %s%s%s%n",
        progress.messages(),
        progress.bytes() / MEBI,
        progress.packedBytes() / MEBI,
        trades,
        progress.lost() > 0 ? "; LOST " + progress.lost() + " messages" : "",
        progress.trouble().map(why -> "; the disk refuses: " + why).orElse(""));
  }

  /** Drops the trades: a recording keeps messages only. */
  private static final class Discarded implements AcceptTrades {
    @Override
    public void accept(List<Trade> trades, Origin origin, long timeUs, long nanos) {}

    @Override
    public void coverageLost(CoverageLoss loss) {}

    @Override
    public void backfillFinished(Market market, Gap gap, SearchOutcome outcome) {}
  }
}
