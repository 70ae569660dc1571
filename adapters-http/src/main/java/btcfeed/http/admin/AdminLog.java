package btcfeed.http.admin;

import btcfeed.domain.time.Clock;
import java.time.Duration;

/**
 * The record of who asked to change something: one line for each attempt, with what, from where and
 * what came of it. Attempts beyond the allowance are summed up once a minute, or a stranger could
 * fill the disk with them. Nothing a client sent stands in it: an action is one of ours, an address
 * is the connection's. Any thread.
 */
final class AdminLog {
  private static final System.Logger LOG = System.getLogger("btcfeed.admin");
  private static final Duration SILENCE = Duration.ofMinutes(1);

  private final Clock clock;
  private boolean spoken;
  private long lastNanos;
  private long unsaid;

  AdminLog(Clock clock) {
    this.clock = clock;
  }

  void done(String action, String address, String outcome) {
    LOG.log(System.Logger.Level.INFO, line(action, address, outcome));
  }

  void refused(String action, String address, String outcome) {
    LOG.log(System.Logger.Level.WARNING, line(action, address, outcome));
  }

  synchronized void tooMany(String action, String address) {
    long now = clock.nanos();
    if (spoken && now - lastNanos < SILENCE.toNanos()) {
      unsaid++;
      return;
    }
    String more = unsaid == 0 ? "" : " (and " + unsaid + " more like it since last said)";
    LOG.log(
        System.Logger.Level.WARNING,
        line(action, address, "refused, more attempts than allowed" + more));
    spoken = true;
    lastNanos = now;
    unsaid = 0;
  }

  private static String line(String action, String address, String outcome) {
    return "Admin: " + action + ", asked for from " + address + ": " + outcome + ".";
  }
}
