package btcfeed.application.connect;

import btcfeed.domain.line.Backoff;
import btcfeed.domain.line.LineEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How long a line waits before it tries again: longer each time until data flowed for {@link
 * #STEADY}, and at least as long as the venue asked for, or as is wise after what it said. One
 * thread.
 *
 * <p>While another line of the venue listens, there is no hurry, and the wait grows further. So it
 * does where the venue confirms the subscription and closes the connection, again and again.
 */
final class RetryPolicy {
  private static final Duration AFTER_SLOW_DOWN = Duration.ofSeconds(30);
  private static final Duration AFTER_BAN = Duration.ofMinutes(2);
  private static final Duration AFTER_NOT_HERE = Duration.ofMinutes(1);

  // Every second at first: a venue that is busy or was asked too often says no for moments, and
  // what is traded meanwhile may be more than its history keeps.
  private static final Backoff AFTER_REFUSALS =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));

  // Not never: a market that is not there while a venue is rebuilt comes back.
  private static final Duration AFTER_LASTING = Duration.ofMinutes(2);

  /** How long a connection must have brought data to count as a success. */
  static final Duration STEADY = Duration.ofSeconds(10);

  private static final Duration LONGEST_BESIDE = Duration.ofSeconds(60);
  private static final Duration LONGEST_AFTER_CLOSE = Duration.ofSeconds(30);
  private static final long MOST_THIRDS = 3;
  private static final int MOST_IN_VAIN = 3;

  /**
   * How long to wait.
   *
   * @param beside as long as another line of the venue listens
   * @param alone once none does
   */
  record Pause(Duration beside, Duration alone) {
    /** The same in both cases. */
    static Pause of(Duration wait) {
      return new Pause(wait, wait);
    }
  }

  private final Duration longest;
  private final DoubleSupplier random;
  private Backoff backoff;
  private Backoff refusals = AFTER_REFUSALS;
  private long thirds = 1;
  private int vain;

  /**
   * At first as patient as this.
   *
   * @param longest wait for an answer to a subscription
   * @param random uniform in [0, 1)
   */
  RetryPolicy(Backoff backoff, Duration longest, DoubleSupplier random) {
    this.backoff = backoff;
    this.longest = longest;
    this.random = random;
  }

  /**
   * Data flowed, on a connection whose subscription was answered after so long.
   *
   * @param life how long the connection is open
   */
  void flowed(Duration answer, Duration life) {
    if (life.compareTo(STEADY) >= 0) {
      backoff = backoff.reset();
    }
    thirds = Math.min(MOST_THIRDS, answer.dividedBy(third()) + 1);
  }

  /**
   * How long an answer to a subscription is waited for. A third of the longest at first: a venue
   * answers at once, or its answer was lost, and nothing is heard while it is waited for. Longer if
   * that was not enough, or was not the last time.
   */
  Duration confirmation() {
    return third().multipliedBy(thirds);
  }

  /** No answer came in that time. */
  void unconfirmed() {
    thirds = Math.min(MOST_THIRDS, thirds + 1);
  }

  /** Everything that was asked for was granted. */
  void granted() {
    vain = 0;
    refusals = refusals.reset();
  }

  /** Before what was refused is asked for again, while the connection brings the rest. */
  static Duration before(LineEvent.SubscriptionRefused refused) {
    return switch (refused.kind()) {
      case LASTING -> AFTER_LASTING;
      case PASSING -> Duration.ZERO;
    };
  }

  /** After an attempt that failed: what HTTP said about it, and how long the venue said. */
  Pause afterFailure(Optional<Integer> status, Optional<Duration> retryAfter) {
    Duration least =
        retryAfter.or(() -> status.map(RetryPolicy::afterStatus)).orElse(Duration.ZERO);
    Pause pause = afterEnd(false);
    return new Pause(longer(pause.beside, least), longer(pause.alone, least));
  }

  /**
   * After a connection that ended.
   *
   * @param confirmed whether its subscription had been confirmed
   */
  Pause afterEnd(boolean confirmed) {
    backoff = backoff.failed();
    double chance = random.getAsDouble();
    Duration alone = confirmed ? upTo(LONGEST_AFTER_CLOSE).delay(chance) : backoff.delay(chance);
    return new Pause(longer(alone, upTo(LONGEST_BESIDE).delay(chance)), alone);
  }

  private Backoff upTo(Duration longest) {
    return new Backoff(backoff.first(), longer(backoff.cap(), longest), backoff.failures());
  }

  /** After a subscription that was refused. */
  Duration after(LineEvent.SubscriptionRefused refused) {
    return switch (refused.kind()) {
      case LASTING -> AFTER_LASTING;
      case PASSING -> {
        refusals = refusals.failed();
        Duration half = refusals.ceiling().dividedBy(2);
        yield longer(afterEnd(false).alone, half.plus(jitter(half)));
      }
    };
  }

  /**
   * After a connection that was opened for what was refused, and was refused it again. Where it
   * brings the rest, as the current one does, it is asked for ever more rarely.
   */
  Duration afterVain(LineEvent.SubscriptionRefused refused, boolean fed) {
    vain = fed ? vain + 1 : 0;
    Duration wait = after(refused);
    return vain < MOST_IN_VAIN ? wait : AFTER_LASTING;
  }

  private Duration third() {
    return longest.dividedBy(MOST_THIRDS);
  }

  private Duration jitter(Duration longest) {
    return Duration.ofNanos((long) (longest.toNanos() * random.getAsDouble()));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Duration afterStatus(int status) {
    return switch (status) {
      case 429 -> AFTER_SLOW_DOWN;
      case 418 -> AFTER_BAN;
      case 403, 451 -> AFTER_NOT_HERE;
      default -> Duration.ZERO;
    };
  }
}
