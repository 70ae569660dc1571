package btcfeed.log;

import static btcfeed.log.MessageBuilder.info;
import static btcfeed.log.MessageBuilder.warn;

import btcfeed.domain.store.StoreName;
import btcfeed.domain.store.SwitchReason;
import java.time.Duration;
import org.slf4j.event.Level;

/** The longer messages about stores: their state, catching up, switches. Pure. */
final class StoreMessages {
  private StoreMessages() {}

  static LogMessage up(StoreName store, String version, long backlog) {
    return info("store_up")
        .store(store)
        .detail("version", version)
        .number("backlog", backlog)
        .text(
            "The {store} is up"
                + (version.isBlank() ? "" : " (Redis {version})")
                + (backlog == 0
                    ? " and complete."
                    : ". It is behind by {backlog} records, which it gets now."));
  }

  static LogMessage down(StoreName store, SwitchReason reason, String detail) {
    String buffered = ". The journal keeps its ticks until it is back.";
    String text =
        switch (reason) {
          case STARTED -> "is not connected yet{cause}" + buffered;
          case UNREACHABLE ->
              "cannot be reached{cause}"
                  + buffered
                  + " Check that it runs and that the network allows connections.";
          case UNANSWERED ->
              "does not answer in time{cause}"
                  + buffered
                  + " Check for a slow command, a busy disk or a frozen host. FEED_REDIS_TIMEOUT"
                  + " is the time limit.";
          case REFUSED ->
              "refuses writes{cause}"
                  + buffered
                  + " Check its memory limit, its role and the rights of the feed's user.";
          case LAGGING ->
              "accepts writes but is too far behind{cause}" + buffered + " Check its load.";
          case DIVERGED ->
              "is not at the expected position{cause}. The service reads the position again and"
                  + " sends what is missing from the journal.";
          case FAILED ->
              "caused an unexpected error{cause}"
                  + buffered
                  + " The service tries again. Please report the error.";
          case TAKING_OVER -> "is being taken over by this instance{cause}" + buffered;
          case FENCED ->
              "is written by another instance now{cause}. This instance follows, and copies what"
                  + " the other one writes.";
          case RETURNED, FAILOVER_LOST, REQUESTED -> "is not used now{cause}" + buffered;
        };
    String cause = LogText.detail(detail);
    return warn("store_down")
        .store(store)
        .field("reason", reason.text())
        .field("detail", cause)
        .readable("cause", cause.isEmpty() ? "" : ": " + cause)
        .text("The {store} " + text);
  }

  static LogMessage entriesRemoved(StoreName store, long entries, boolean refilled) {
    return warn("entries_removed")
        .store(store)
        .number("entries", entries)
        .field("refilled", refilled)
        .text(
            "Another program removed {entries} entries from the streams of the {store}. "
                + (refilled
                    ? "The service restores them from the journal."
                    : "The journal no longer has all of them, so some stay missing."));
  }

  static LogMessage catchingUp(StoreName store, long done, long total, Duration left) {
    long percent = total == 0 ? 100 : Math.min(100, done * 100 / total);
    return info("catching_up")
        .store(store)
        .number("done", done)
        .number("total", total)
        .duration("left", left)
        .readable("percent", Long.toString(percent))
        .text(
            "The {store} is catching up: {done} of {total} records ({percent} %)"
                + (left.isZero() ? "." : ", about {left} left."));
  }

  static LogMessage switched(StoreName to, SwitchReason reason) {
    String why =
        switch (reason) {
          case STARTED -> "the service starts with it";
          case UNREACHABLE -> "the primary cannot be reached";
          case UNANSWERED -> "the primary does not answer in time";
          case REFUSED -> "the primary refuses writes";
          case FAILED -> "an unexpected error happened at the primary";
          case LAGGING -> "the primary is too far behind";
          case TAKING_OVER, FENCED -> "another instance led";
          case DIVERGED -> "the primary is not at the expected position";
          case RETURNED -> "it is healthy again, has caught up, and stayed so";
          case FAILOVER_LOST -> "the failover was lost or fell behind, and the primary is healthy";
          case REQUESTED -> "an operator requested it";
        };
    boolean failover = to == StoreName.FAILOVER;
    String then =
        !failover || reason == SwitchReason.STARTED
            ? ""
            : reason == SwitchReason.REQUESTED
                ? " They stay until POST /admin/failback."
                : " They return to the primary once it is healthy and has caught up.";
    Level level = failover && reason != SwitchReason.STARTED ? Level.WARN : Level.INFO;
    return new MessageBuilder(level, "switched")
        .field("to", to.text())
        .field("reason", reason.text())
        .text("Readers use the {to} store: " + why + "." + then);
  }
}
