package btcfeed.bootstrap.wire;

import btcfeed.bootstrap.cli.Exit;
import btcfeed.bootstrap.cli.ReplayOrder;
import btcfeed.bootstrap.cli.Start;
import btcfeed.bootstrap.config.FeedConfig;
import btcfeed.bootstrap.log.LogFeed;
import btcfeed.bootstrap.log.Logging;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.recording.Player;
import btcfeed.exchange.recording.Speed;
import btcfeed.exchange.recording.Tape;
import btcfeed.redis.StoreReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.event.Level;

/** {@code replay}: the service with a recording for its venues, and what came out of it. */
final class ReplayVerb {
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final Duration SAY_EVERY = Duration.ofSeconds(5);
  private static final Duration SETTLE_WITHIN = Duration.ofMinutes(2);

  private final Clock clock;

  ReplayVerb(Clock clock) {
    this.clock = clock;
  }

  int replay(Start start, ReplayOrder order) {
    return switch (Tape.of(order.files())) {
      case Tape.Found.Refused(String detail) -> {
        start.err().println("btc-feed: " + detail);
        yield Exit.FAILED;
      }
      case Tape.Found.Ready(Tape tape) -> {
        FeedConfig config = start.config();
        // What is wrong, not what is done: connections of old come and go by the dozen.
        FeedConfig.Log log = new FeedConfig.Log(config.log().format(), Level.ERROR);
        try (Logging _ = Logging.start(log, config.secrets(), clock, start.err())) {
          yield replay(start, order, tape);
        }
      }
    };
  }

  private int replay(Start start, ReplayOrder order, Tape tape) {
    try (ReplayStage stage =
        ReplayStage.open(
            start.config(),
            tape,
            new Speed(order.speed()),
            order.intoConfigured(),
            clock,
            new LogFeed(clock))) {
      Thread onExit = new Thread(stage::close, "replay-ends");
      Runtime.getRuntime().addShutdownHook(onExit);
      start
          .err()
          .printf(
              "Playing %s; http://localhost:%d/ meanwhile ...%n",
              tape.files(), stage.service().httpPort());
      Player.Played played = play(start, stage);
      List<String> wrong = new ArrayList<>(settle(stage));
      wrong.addAll(compare(stage));
      Runtime.getRuntime().removeShutdownHook(onExit);
      ReplayReport.print(start.out(), stage, played, wrong);
      return wrong.isEmpty() && played.whole() ? Exit.FINE : Exit.FAILED;
    } catch (CannotStart why) {
      start.err().println("btc-feed: " + why.getMessage());
      return Exit.FAILED;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Exit.FAILED;
    }
  }

  private Player.Played play(Start start, ReplayStage stage) throws InterruptedException {
    stage.player().start();
    long said = clock.nanos();
    while (true) {
      Optional<Player.Played> played = stage.player().await(LOOK_EVERY);
      stage.tally().read();
      if (played.isPresent()) {
        return played.get();
      }
      if (clock.nanos() - said >= SAY_EVERY.toNanos()) {
        said = clock.nanos();
        start
            .err()
            .printf(
                Locale.ROOT,
                "%d messages, %d trades, %d ticks ...%n",
                stage.player().messages(),
                stage.heard().sum(),
                stage.tally().ticks());
      }
    }
  }

  /** Waits until everything is in the journal and in the stores. */
  private List<String> settle(ReplayStage stage) {
    long deadline = clock.nanos() + SETTLE_WITHIN.toNanos();
    while (!stage.service().settled()) {
      if (clock.nanos() > deadline) {
        stage.tally().read();
        return List.of("the stores had not everything " + SETTLE_WITHIN.toSeconds() + " s later");
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      stage.tally().read();
    }
    stage.tally().read();
    return List.of();
  }

  /** Both stores of our own have to have what the journal got, and the same. */
  private static List<String> compare(ReplayStage stage) throws CannotStart {
    List<List<StoreReader.Seen>> contents = new ArrayList<>();
    for (StoreName name : StoreName.values()) {
      Optional<StoreReader> store = stage.read(name);
      if (store.isPresent()) {
        try (StoreReader reader = store.get()) {
          contents.add(reader.ticks());
        }
      }
    }
    if (contents.isEmpty()) {
      return List.of();
    }
    List<String> wrong = new ArrayList<>();
    if (!contents.getFirst().equals(contents.getLast())) {
      wrong.add("the two stores differ");
    }
    long kept = contents.getFirst().size();
    if (kept != stage.tally().ticks()) {
      wrong.add("btc:ticks has " + kept + " entries (FEED_STREAM_MAXLEN is what it keeps)");
    }
    return wrong;
  }
}
