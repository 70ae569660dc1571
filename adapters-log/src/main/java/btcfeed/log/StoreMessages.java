package btcfeed.log;

import static btcfeed.log.LogMessage.field;
import static btcfeed.log.LogMessages.the;
import static btcfeed.log.LogText.duration;
import static btcfeed.log.LogText.number;
import static org.slf4j.event.Level.INFO;
import static org.slf4j.event.Level.WARN;

import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.SwitchReason;
import java.time.Duration;

/** The longer sentences about stores: going away, catching up, being switched. Pure. */
final class StoreMessages {
  private static final String KEPT =
      " Its ticks wait in the journal and reach it when it is back. ";

  private StoreMessages() {}

  static LogMessage down(StoreName store, SwitchReason reason, String detail) {
    String cause = detail.isEmpty() ? "" : ": " + detail;
    String text =
        switch (reason) {
          case STARTED -> " has not been reached yet" + cause + "." + KEPT.stripTrailing();
          case UNREACHABLE ->
              " cannot be reached" + cause + "." + KEPT + "Is it running, and the way to it open?";
          case UNANSWERED ->
              " does not answer in time"
                  + cause
                  + "."
                  + KEPT
                  + "Look for a slow command, a busy disk or a frozen host; FEED_REDIS_TIMEOUT is"
                  + " how long it may take.";
          case REFUSED ->
              " refuses writes"
                  + cause
                  + "."
                  + KEPT
                  + "Look at its memory limit, its role, and the rights of our user.";
          case LAGGING ->
              " takes writes but is too far behind" + cause + "." + KEPT + "Is it overloaded?";
          case DIVERGED ->
              " is not where we left it"
                  + cause
                  + ". Reading its position again; it gets what it misses from the journal.";
          case FAILED ->
              " was left after an unforeseen error"
                  + cause
                  + "."
                  + KEPT
                  + "The service asks it again; please report the error.";
          case RETURNED, FAILOVER_LOST, REQUESTED ->
              " was left" + cause + "." + KEPT.stripTrailing();
        };
    return LogMessages.store(
        WARN,
        "store_down",
        store,
        the(store) + text,
        field("reason", reason.text()),
        field("detail", detail));
  }

  static LogMessage refuses(StoreName store, long times, String detail) {
    return LogMessages.store(
        WARN,
        "store_refuses",
        store,
        the(store)
            + " takes the streams and refuses other keys, "
            + number(times)
            + " times: "
            + detail
            + ". Give the user the missing right, or remove the key that is in the way; refused"
            + " mutations are tried again.",
        field("times", times),
        field("detail", detail));
  }

  static LogMessage removed(StoreName store, long entries, boolean refilled) {
    String then =
        refilled
            ? " Its streams are filled from the journal again."
            : " The journal no longer has all of them, so they stay missing.";
    return LogMessages.store(
        WARN,
        "entries_removed",
        store,
        "Another program removed "
            + number(entries)
            + " entries from the streams of "
            + the(store).replaceFirst("^The", "the")
            + "."
            + then,
        field("entries", entries),
        field("refilled", refilled));
  }

  static LogMessage catchingUp(StoreName store, long done, long total, Duration left) {
    long percent = total == 0 ? 100 : Math.min(100, done * 100 / total);
    return LogMessages.store(
        INFO,
        "catching_up",
        store,
        the(store)
            + " is catching up: "
            + number(done)
            + " of "
            + number(total)
            + " records ("
            + percent
            + " %)"
            + (left.isZero() ? "." : ", about " + duration(left) + " to go."),
        field("done", done),
        field("total", total),
        field("left_ms", left.toMillis()));
  }

  static LogMessage switched(StoreName to, SwitchReason reason) {
    String why =
        switch (reason) {
          case STARTED -> "the service begins with it";
          case UNREACHABLE -> "the primary cannot be reached";
          case UNANSWERED -> "the primary does not answer in time";
          case REFUSED -> "the primary refuses writes";
          case FAILED -> "an unforeseen error came while the primary was asked or written to";
          case LAGGING -> "the primary is too far behind";
          case DIVERGED -> "the primary is not as we left it";
          case RETURNED -> "it is well again, has caught up, and stayed so";
          case FAILOVER_LOST -> "the failover was lost or fell behind, and the primary is well";
          case REQUESTED -> "an operator asked for it";
        };
    String text =
        switch (to) {
          case PRIMARY -> "Readers use the primary store: " + why + ".";
          case FAILOVER ->
              "Readers use the failover store: "
                  + why
                  + switch (reason) {
                    case STARTED -> ".";
                    case REQUESTED -> ". They stay until POST /admin/failback.";
                    case UNREACHABLE,
                        UNANSWERED,
                        REFUSED,
                        FAILED,
                        LAGGING,
                        DIVERGED,
                        RETURNED,
                        FAILOVER_LOST ->
                        ". They go back by themselves once it is well and has caught up.";
                  };
        };
    boolean trouble = to == StoreName.FAILOVER && reason != SwitchReason.STARTED;
    return LogMessage.of(
        trouble ? WARN : INFO,
        "switched",
        text,
        field("to", to.text()),
        field("reason", reason.text()));
  }

  static LogMessage holdEnded(StoreName now) {
    return LogMessage.of(
        WARN,
        "hold_ended",
        "Readers are no longer kept on the failover store, as an operator had asked: it was lost or"
            + " fell behind. They use the "
            + now.text()
            + " store and are moved by the usual rules again.",
        field("now", now.text()));
  }
}
