package btcfeed.application.connect;

import btcfeed.domain.line.LineTimings;
import btcfeed.domain.line.RetryPolicy;
import java.time.Duration;
import java.util.Optional;

/** Why a connection is closed or replaced by a new one, as text for people. One thread. */
record ConnectionReasons(LineTimings timings, VenueLines venue, RetryPolicy retry) {
  /** Why the connection ends now; empty while it is well. */
  Optional<String> end(Session session, long now) {
    if (session.closed().isPresent()) {
      return session.closed();
    }
    if (session.isRefused(now)) {
      return session.refusalText();
    }
    if (isUnconfirmed(session, now)) {
      retry.unconfirmed();
      return Optional.of(
          "the subscription was not confirmed for " + text(now - session.sinceNanos));
    }
    return now - session.receivedNanos() > timings.silence().toNanos()
        ? Optional.of("nothing came for " + text(timings.silence().toNanos()))
        : Optional.empty();
  }

  /** True if the confirmation of the subscription is late. */
  boolean isUnconfirmed(Session session, long now) {
    return !session.confirmed() && now - session.sinceNanos > retry.confirmTimeout().toNanos();
  }

  /** The connection is about to end: the venue announced it, or it has reached its age. */
  Optional<String> nearEnd(Session session, long now) {
    boolean old = now - session.sinceNanos > timings.life().toNanos();
    return session.plannedClose().or(() -> when(old, "it had reached its age"));
  }

  /** The venue refused a part of the subscription, and it is time to ask again. */
  Optional<String> refused(Session session, long now) {
    return session
        .refusal()
        .map(refused -> RetryPolicy.beforeReplacement(refused.kind()).toNanos())
        .filter(wait -> now - session.refusedNanos() >= wait)
        .flatMap(_ -> session.refusalText());
  }

  /** The connection delivers no trades, while its venue or other venues trade. */
  Optional<String> stalled(Session session, long now) {
    long limit = retry.suspiciousSilenceNanos(venue.stats().usualSilence());
    return venue.stalls().stalled(venue.stats(), session.silentSince(), limit, now);
  }

  /**
   * True if the replacement cannot improve on the current connection: the venue refuses it what the
   * current one has, or what it was opened for.
   *
   * @param why the reason for which it was opened
   */
  boolean isUseless(Session replacement, Session session, String why, long now) {
    boolean worse = session.refusal().isEmpty() && nearEnd(session, now).isEmpty();
    boolean forRefused = session.refusalText().equals(Optional.of(why));
    return replacement.refusal().isPresent() && (worse || forRefused);
  }

  /** A duration for people. */
  static String text(long nanos) {
    long millis = Duration.ofNanos(nanos).toMillis();
    return millis < 1000 ? millis + " ms" : millis / 1000.0 + " s";
  }

  private static Optional<String> when(boolean condition, String reason) {
    return condition ? Optional.of(reason) : Optional.empty();
  }
}
