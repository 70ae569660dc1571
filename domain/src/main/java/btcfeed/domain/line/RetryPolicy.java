package btcfeed.domain.line;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * When one line connects, retries and replaces its connection. One thread; moments are monotonic
 * nanoseconds.
 *
 * <p>Waits double with each failure until a connection has delivered trades for {@link #STEADY},
 * and are at least as long as the venue asked for. While another line of the venue listens, a line
 * waits longer. A refused subscription has waits of its own: a venue that is busy refuses for
 * moments, and its history may not reach back to what is traded meanwhile.
 */
public final class RetryPolicy {
  /** How long a connection must deliver trades to count as a success. */
  private static final Duration STEADY = Duration.ofSeconds(10);

  private static final Duration MAX_BESIDE_OTHER = Duration.ofSeconds(60);
  private static final Duration MAX_AFTER_CONFIRMED = Duration.ofSeconds(30);
  private static final Duration AFTER_LASTING_REFUSAL = Duration.ofMinutes(2);
  private static final Backoff REFUSALS =
      new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(30));
  private static final int MAX_USELESS_REPLACEMENTS = 3;
  private static final long MAX_THIRDS = 3;
  private static final int MAX_DOUBLINGS = 6;

  /**
   * How long a line waits.
   *
   * @param besideOther while another line of the venue listens
   * @param alone while none does
   */
  public record Wait(Duration besideOther, Duration alone) {
    /** The one that applies now. */
    public Duration now(boolean otherListens) {
      return otherListens ? besideOther : alone;
    }
  }

  private final LineId line;
  private final ConnectLimits limits;
  private final Duration confirmLimit;
  private final DoubleSupplier random;
  private Backoff backoff;
  private Backoff refusals = REFUSALS;
  private long confirmThirds = 1;
  private int uselessReplacements;
  private int suspicions;
  private long dueBesideOtherNanos;
  private long dueAloneNanos;

  /**
   * The first attempt is due now.
   *
   * @param confirmLimit the longest wait for the confirmation of a subscription
   * @param limits shared with the venue's other lines
   * @param random uniform in [0, 1)
   */
  public RetryPolicy(
      LineId line,
      Backoff backoff,
      Duration confirmLimit,
      ConnectLimits limits,
      DoubleSupplier random,
      long nowNanos) {
    this.line = line;
    this.backoff = backoff;
    this.confirmLimit = confirmLimit;
    this.limits = limits;
    this.random = random;
    postpone(Duration.ZERO, nowNanos);
  }

  /** The next attempt is due after this wait. */
  public void postpone(Duration wait, long now) {
    var _ = postpone(new Wait(wait, wait), now);
  }

  /** Nanoseconds until the next attempt is due; not positive if it is due. */
  public long untilDue(boolean otherListens, long now) {
    long besideOther = dueBesideOtherNanos - now;
    return otherListens ? besideOther : Math.min(besideOther, dueAloneNanos - now);
  }

  /** Takes an attempt and returns zero, or postpones the attempt and returns the wait, in ns. */
  public long takeAttempt(boolean otherListens, long now) {
    long wait = limits.takeAttempt(otherListens, now);
    postpone(Duration.ofNanos(wait), now);
    return wait;
  }

  /** An attempt failed, with this HTTP status and this wait if the venue gave them. */
  public Wait failed(Optional<Integer> httpStatus, Optional<Duration> retryAfter, long now) {
    Duration least =
        retryAfter.or(() -> httpStatus.map(RetryPolicy::afterStatus)).orElse(Duration.ZERO);
    Wait wait = nextWait(false);
    return postpone(new Wait(longer(wait.besideOther, least), longer(wait.alone, least)), now);
  }

  /** A connection ended. */
  public Wait ended(boolean confirmed, long now) {
    return postpone(nextWait(confirmed), now);
  }

  /** A connection ended because its whole subscription was refused. */
  public Wait refused(Refusal kind, long now) {
    Duration wait = limits.stagger(line, afterRefusal(kind), now);
    return postpone(new Wait(wait, wait), now);
  }

  /** Trades arrived on a connection that is open and was confirmed for so long. */
  public void delivered(Duration confirmedAfter, Duration openFor) {
    if (openFor.compareTo(STEADY) >= 0) {
      backoff = backoff.reset();
    }
    confirmThirds = Math.min(MAX_THIRDS, confirmedAfter.dividedBy(confirmThird()) + 1);
    suspicions = 0;
  }

  /** The venue granted the whole subscription. */
  public void granted() {
    uselessReplacements = 0;
    refusals = refusals.reset();
  }

  /**
   * How long to wait for the confirmation of a subscription: one third of the limit at first, since
   * a venue confirms at once or the confirmation was lost. Longer if that was too short.
   */
  public Duration confirmTimeout() {
    return confirmThird().multipliedBy(confirmThirds);
  }

  /** No confirmation arrived in time. */
  public void unconfirmed() {
    confirmThirds = Math.min(MAX_THIRDS, confirmThirds + 1);
  }

  /** True if the line may replace its connection on request, one line of the venue at a time. */
  public boolean takeReplacementLease(long now) {
    return limits.takeLease(line, now);
  }

  /** Lets another line of the venue replace its connection. */
  public void releaseReplacementLease() {
    limits.releaseLease(line);
  }

  /** How long an open connection waits before it asks again for what was refused. */
  public static Duration beforeReplacement(Refusal kind) {
    return switch (kind) {
      case LASTING -> AFTER_LASTING_REFUSAL;
      case PASSING -> Duration.ZERO;
    };
  }

  /** The replacement was refused too. If it delivers the rest, retries become rare. */
  public void replacementRefused(Refusal kind, boolean delivers, long now) {
    uselessReplacements = delivers ? uselessReplacements + 1 : 0;
    Duration wait = afterRefusal(kind);
    postpone(uselessReplacements < MAX_USELESS_REPLACEMENTS ? wait : AFTER_LASTING_REFUSAL, now);
  }

  /** How long a connection may be silent; doubles with each replacement that did not help. */
  public long suspiciousSilenceNanos(Duration usual) {
    return usual.toNanos() << Math.min(suspicions, MAX_DOUBLINGS);
  }

  /** The connection is replaced because it is silent. */
  public void suspected() {
    suspicions++;
  }

  private Wait postpone(Wait wait, long now) {
    dueBesideOtherNanos = now + wait.besideOther.toNanos();
    dueAloneNanos = now + wait.alone.toNanos();
    return wait;
  }

  private Wait nextWait(boolean confirmed) {
    backoff = backoff.failed();
    double chance = random.getAsDouble();
    Duration alone = (confirmed ? upTo(MAX_AFTER_CONFIRMED) : backoff).delay(chance);
    return new Wait(longer(alone, upTo(MAX_BESIDE_OTHER).delay(chance)), alone);
  }

  private Backoff upTo(Duration cap) {
    return new Backoff(backoff.first(), longer(backoff.cap(), cap), backoff.failures());
  }

  private Duration afterRefusal(Refusal kind) {
    return switch (kind) {
      case LASTING -> AFTER_LASTING_REFUSAL;
      case PASSING -> {
        refusals = refusals.failed();
        Duration half = refusals.ceiling().dividedBy(2);
        Duration alone = nextWait(false).alone;
        long jitter = (long) (half.toNanos() * random.getAsDouble());
        yield longer(alone, half.plusNanos(jitter));
      }
    };
  }

  private Duration confirmThird() {
    return confirmLimit.dividedBy(MAX_THIRDS);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** 429 and 418 ask to slow down; 403 and 451 refuse this address. */
  private static Duration afterStatus(int status) {
    return switch (status) {
      case 429 -> Duration.ofSeconds(30);
      case 418 -> Duration.ofMinutes(2);
      case 403, 451 -> Duration.ofMinutes(1);
      default -> Duration.ZERO;
    };
  }
}
