package btcfeed.application;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.extend.Availability;
import btcfeed.application.extend.Extension;
import btcfeed.application.extend.FeedAccess;
import btcfeed.application.replicate.FailoverReads;
import btcfeed.application.replicate.Replica;
import btcfeed.domain.health.Outages;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Mutation;
import btcfeed.domain.port.MutateStores;
import btcfeed.domain.port.ReadStores;
import btcfeed.domain.store.StoreName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The availability of a fresh price")
class AvailabilityTest {
  private static final int LOOKS_A_SECOND = 10;

  private World world = World.start();
  private boolean fresh = true;
  private boolean leads = true;
  private Availability availability = new Availability(() -> fresh, () -> leads);

  @Test
  @DisplayName("is whole while there is one")
  void whole() {
    looks(begin(), 8);

    assertThat(lost()).isZero();
    assertThat(availability.spent().getFirst().watched()).isEqualTo(Duration.ofMillis(7_900));
  }

  @Test
  @DisplayName("counts the seconds without one")
  void counts() {
    Extension.Running running = begin();
    looks(running, 3);
    fresh = false;
    looks(running, 4);
    fresh = true;
    looks(running, 1);

    assertThat(lost()).isEqualTo(Duration.ofSeconds(4));
  }

  @Test
  @DisplayName("counts a pause in which the measurement was not running")
  void paused() {
    Extension.Running running = begin();
    looks(running, 2);
    world.advance(Duration.ofSeconds(6));
    looks(running, 1);

    assertThat(lost()).isEqualTo(Duration.ofMillis(6_100));
  }

  @Test
  @DisplayName("is remembered by the stores, the time without a service included")
  void restart() {
    Extension.Running running = begin();
    run(running, 5);
    fresh = false;
    run(running, 3);
    fresh = true;
    run(running, 15);
    assertThat(stored("btc:availability")).containsKeys("since", "until");

    world = world.killedAndRestarted();
    world.advance(Duration.ofSeconds(20));
    availability = new Availability(() -> fresh, () -> leads);
    run(begin(), 15);

    assertThat(lost()).isGreaterThanOrEqualTo(Duration.ofSeconds(23));
  }

  @Test
  @DisplayName("has a whole budget after the very first start, however long the first price takes")
  void firstStart() {
    fresh = false;
    Extension.Running running = begin();
    run(running, 15);
    assertThat(stored("btc:availability")).isEmpty();
    fresh = true;
    run(running, 15);

    assertThat(lost()).isZero();
    assertThat(availability.spent().getFirst().watched()).isLessThan(Duration.ofSeconds(16));
    assertThat(stored("btc:availability")).containsKeys("since", "until");
  }

  @Test
  @DisplayName("writes an outage until it is accepted, and how far it has looked not before")
  void refused() {
    List<Mutation> accepted = new ArrayList<>();
    boolean[] refuses = {false};
    Extension.Running running =
        availability.begin(
            new FeedAccess(
                mutation -> {
                  if (refuses[0]) {
                    return new MutateStores.SubmitResult.Refused("256 others wait");
                  }
                  accepted.add(mutation);
                  return new MutateStores.SubmitResult.Accepted(JournalId.START);
                },
                reads(),
                world.journal::readAfter,
                world.clock));
    looks(running, 5);
    refuses[0] = true;
    fresh = false;
    looks(running, 3);
    fresh = true;
    looks(running, 12);
    assertThat(accepted).isEmpty();
    refuses[0] = false;
    looks(running, 12);

    assertThat(accepted.getFirst().key()).startsWith("btc:outages:");
    assertThat(accepted).extracting(Mutation::key).contains("btc:availability");
  }

  @Test
  @DisplayName(
      "of a takeover lacks only the time without a price, and a follower's start is no outage")
  void takeover() {
    Extension.Running leader = begin();
    run(leader, 15);

    leads = false;
    availability = new Availability(() -> fresh, () -> leads);
    Extension.Running follower = begin();
    for (int i = 0; i < 12 * LOOKS_A_SECOND; i++) {
      long _ = follower.step();
      leads = true;
      world.advance(Duration.ofNanos(world.asking(leader::step)));
      leads = false;
    }
    assertThat(lost()).isZero();
    assertThat(availability.spent().getFirst().watched()).isGreaterThan(Duration.ofSeconds(26));

    fresh = false;
    looks(follower, 2);
    leads = true;
    Extension.Running next = begin();
    fresh = true;
    run(next, 15);

    assertThat(lost()).isEqualTo(Duration.ofSeconds(2));
    assertThat(availability.spent().getFirst().watched()).isGreaterThan(Duration.ofSeconds(43));
    assertThat(stored("btc:availability")).containsKeys("since", "until");
  }

  @Test
  @DisplayName("keeps what a new leader saw while it followed, if the stores were emptied since")
  void takeoverOfEmptiedStores() {
    run(begin(), 15);
    leads = false;
    availability = new Availability(() -> fresh, () -> leads);
    Extension.Running follower = begin();
    looks(follower, 5);
    fresh = false;
    looks(follower, 2);
    fresh = true;

    world.primary.empty();
    world.failover.empty();
    leads = true;
    run(begin(), 15);

    assertThat(lost()).isEqualTo(Duration.ofSeconds(2));
  }

  private Duration lost() {
    return availability.spent().stream()
        .filter(spent -> spent.period() == Outages.Period.HOUR)
        .findFirst()
        .orElseThrow()
        .lost();
  }

  private Extension.Running begin() {
    return availability.begin(
        new FeedAccess(world.ingest.mutations(), reads(), world.journal::readAfter, world.clock));
  }

  private FailoverReads reads() {
    return new FailoverReads(
        List.of(
            new Replica(StoreName.PRIMARY, "p", world.primary.open()),
            new Replica(StoreName.FAILOVER, "f", world.failover.open())),
        () -> world.active.active().store());
  }

  /** Looks for so many seconds; few enough that none of them writes. */
  private void looks(Extension.Running running, int seconds) {
    for (int i = 0; i < seconds * LOOKS_A_SECOND; i++) {
      world.advance(Duration.ofNanos(running.step()));
    }
  }

  /** Looks for so many seconds; what one of them writes is journalled at once. */
  private void run(Extension.Running running, int seconds) {
    for (int i = 0; i < seconds * LOOKS_A_SECOND; i++) {
      world.advance(Duration.ofNanos(world.asking(running::step)));
    }
  }

  private Map<String, String> stored(String key) {
    return reads().fields(key)
            instanceof ReadStores.LookupResult.Found<Map<String, String>>(_, var fields)
        ? fields
        : Map.of();
  }
}
