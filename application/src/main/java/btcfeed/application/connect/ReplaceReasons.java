package btcfeed.application.connect;

import btcfeed.domain.line.LineTimings;
import java.util.Optional;

/**
 * Why a connection that streams is replaced by a fresh one. Each reason is text for people. One
 * thread.
 */
final class ReplaceReasons {
  private static final int MOST_DOUBLINGS = 6;

  private final LineTimings timings;
  private final VenueLines venue;
  private int suspicions;

  ReplaceReasons(LineTimings timings, VenueLines venue) {
    this.timings = timings;
    this.venue = venue;
  }

  /** The connection brings trades: the next suspicion is as quick as the first. */
  void flowed() {
    suspicions = 0;
  }

  /** The connection is replaced because of a suspicion: the next one takes twice as long. */
  void suspected() {
    suspicions++;
  }

  /** It is about to end: the venue announced it, or it has reached its age. */
  Optional<String> leave(Session session, long now) {
    if (session.leaving().isPresent()) {
      return session.leaving();
    }
    return now - session.sinceNanos > timings.life().toNanos()
        ? Optional.of("it had reached its age")
        : Optional.empty();
  }

  /** The venue refused a part of the subscription, and it is time to ask again. */
  Optional<String> refused(Session session, long now) {
    boolean due =
        session
            .refusal()
            .filter(said -> now - session.refusedNanos() >= RetryPolicy.before(said).toNanos())
            .isPresent();
    return due ? session.lack() : Optional.empty();
  }

  /** It brings no trades, while its venue or others trade. */
  Optional<String> suspicion(Session session, long now) {
    long usual = venue.stats().patience().toNanos() << Math.min(suspicions, MOST_DOUBLINGS);
    return venue.pulse().suspicion(venue.stats(), session.silentNanos(), usual, now);
  }

  /**
   * True if the next connection is no improvement: it is refused what the current one has, or what
   * it was opened for.
   *
   * @param why the reason for which it was opened
   */
  boolean isVain(Session coming, Session session, String why, long now) {
    boolean worse = session.refusal().isEmpty() && leave(session, now).isEmpty();
    boolean forMore = session.lack().equals(Optional.of(why));
    return coming.refusal().isPresent() && (worse || forMore);
  }
}
