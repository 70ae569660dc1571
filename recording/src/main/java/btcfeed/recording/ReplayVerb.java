package btcfeed.recording;

import btcfeed.application.work.CloseStack;
import btcfeed.configuration.CannotStart;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.redis.StoreReader;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** {@code replay}: plays a recording through a whole service, and checks and reports the result. */
public final class ReplayVerb {
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final Duration PROGRESS_EVERY = Duration.ofSeconds(5);
  private static final Duration LEAD_WITHIN = Duration.ofSeconds(30);
  private static final Duration SETTLE_WITHIN = Duration.ofMinutes(2);

  private final ReplayedFeed.Starter target;
  private final Venues venues;
  private final int maxMessageBytes;
  private final Clock clock;
  private final PrintStream out;
  private final PrintStream err;

  /**
   * Makes one.
   *
   * @param maxMessageBytes the longest message that is decoded
   */
  public ReplayVerb(
      ReplayedFeed.Starter target,
      Venues venues,
      int maxMessageBytes,
      Clock clock,
      PrintStream out,
      PrintStream err) {
    this.target = target;
    this.venues = venues;
    this.maxMessageBytes = maxMessageBytes;
    this.clock = clock;
    this.out = out;
    this.err = err;
  }

  /** What one replay works with. */
  private record Stage(
      ReplayedFeed feed, Player player, ReceivedTrades received, JournalDigest digest) {}

  /**
   * Plays it.
   *
   * @param open closes the service and what belongs to the replay, also when a signal ends it
   * @return true if everything was played and the stores have all of it
   */
  public boolean replay(Tape tape, Speed speed, CloseStack open) throws CannotStart {
    Player player = player(tape, speed);
    ReceivedTrades received = new ReceivedTrades();
    ReplayedFeed feed = open.push(target.start(tape.heading(), received.over(player.lines())));
    open.push(player);
    Stage stage = new Stage(feed, player, received, open.push(new JournalDigest(feed.journal())));
    err.printf("Playing %s; http://localhost:%d/ meanwhile ...%n", tape.files(), feed.httpPort());
    if (!within(LEAD_WITHIN, feed::leads, () -> {})) {
      throw new CannotStart(
          "another instance writes these stores; stop it, or play into a pair of its own");
    }
    Player.Played played = play(stage);
    List<String> broken = new ArrayList<>(settle(stage));
    broken.addAll(compare(stage));
    print(stage, played, broken);
    return broken.isEmpty() && played.whole();
  }

  private Player player(Tape tape, Speed speed) throws CannotStart {
    try {
      return new Player(
          tape,
          (venue, symbols) ->
              venues.codec(venue, new VenueOptions(symbols, Optional.empty(), maxMessageBytes)),
          speed,
          clock);
    } catch (IllegalArgumentException refused) {
      throw new CannotStart("the recording cannot be understood: " + refused.getMessage());
    }
  }

  private Player.Played play(Stage stage) throws CannotStart {
    stage.player().start();
    long printed = clock.nanos();
    while (true) {
      Optional<Player.Played> played = await(stage.player());
      stage.digest().read();
      if (played.isPresent()) {
        return played.get();
      }
      if (clock.nanos() - printed >= PROGRESS_EVERY.toNanos()) {
        printed = clock.nanos();
        err.printf(
            Locale.ROOT,
            "%d messages, %d trades, %d ticks ...%n",
            stage.player().messages(),
            stage.received().sum(),
            stage.digest().ticks());
      }
    }
  }

  private static Optional<Player.Played> await(Player player) throws CannotStart {
    try {
      return player.await(LOOK_EVERY);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new CannotStart("the replay was interrupted");
    }
  }

  /** Waits until everything is in the journal and in the stores. */
  private List<String> settle(Stage stage) {
    boolean settled = within(SETTLE_WITHIN, stage.feed()::settled, stage.digest()::read);
    stage.digest().read();
    return settled
        ? List.of()
        : List.of("the stores had not everything " + SETTLE_WITHIN.toSeconds() + " s later");
  }

  /** True if the condition became true in time. */
  private boolean within(Duration atMost, BooleanSupplier condition, Runnable meanwhile) {
    long deadline = clock.nanos() + atMost.toNanos();
    boolean holds = condition.getAsBoolean();
    while (!holds && clock.nanos() <= deadline) {
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
      meanwhile.run();
      holds = condition.getAsBoolean();
    }
    return holds;
  }

  /** Both stores of the replay must hold what the journal got, in the same order. */
  private static List<String> compare(Stage stage) {
    List<List<StoreReader.Seen>> contents = new ArrayList<>();
    for (StoreReader store : stage.feed().ownStores()) {
      try (store) {
        contents.add(store.ticks());
      }
    }
    if (contents.isEmpty()) {
      return List.of();
    }
    List<String> broken = new ArrayList<>();
    if (!contents.getFirst().equals(contents.getLast())) {
      broken.add("the two stores differ");
    }
    long kept = contents.getFirst().size();
    if (kept != stage.digest().ticks()) {
      broken.add("btc:ticks has " + kept + " entries (FEED_STREAM_MAXLEN is what it keeps)");
    }
    return broken;
  }

  /** Its last line is a digest to compare two replays by. */
  private void print(Stage stage, Player.Played played, List<String> broken) {
    out.println(
        "  market                               ticks    first price "
            + "    last price   gaps closed  unrepairable");
    stage
        .digest()
        .rows()
        .forEach(
            (market, row) ->
                out.printf(
                    Locale.ROOT,
                    "  %-32s %9d %14s %14s %6d %6d %13d%n",
                    market.venue() + " " + market.symbol(),
                    row.ticks,
                    row.firstPrice,
                    row.lastPrice,
                    row.gaps(Gap.State.OPEN),
                    row.gaps(Gap.State.CLOSED),
                    row.gaps(Gap.State.UNREPAIRABLE)));
    out.println();
    long trades = stage.received().sum();
    out.printf(
        Locale.ROOT,
        "%d messages, %d trades in them, %d of those known or not believed; %d messages, or parts"
            + " of them, were not used.%n",
        played.messages(),
        trades,
        trades - stage.digest().ticks(),
        stage.received().refusedSum());
    if (played.lost() > 0) {
      out.println(played.lost() + " messages were lost when it was recorded.");
    }
    if (stage.digest().unread() > 0) {
      out.println(
          stage.digest().unread() + " records left the journal before they could be counted.");
    }
    played.notes().forEach(out::println);
    broken.forEach(out::println);
    out.println(
        "btc:ticks " + stage.digest().ticks() + " entries, sha256 " + stage.digest().sha256());
  }
}
