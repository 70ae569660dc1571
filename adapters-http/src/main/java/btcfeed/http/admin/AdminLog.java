package btcfeed.http.admin;

import btcfeed.domain.time.Clock;
import btcfeed.http.server.RareLog;

/**
 * The record of who asked to change something: one line for each attempt, with what, from where and
 * what came of it. Attempts beyond the allowance are summed up once a minute, or a stranger could
 * fill the disk with them. Nothing a client sent stands in it: an action is one of ours, an address
 * is the connection's. Any thread.
 */
final class AdminLog {
  private static final System.Logger LOG = System.getLogger("btcfeed.admin");

  private final RareLog tooMany;

  AdminLog(Clock clock) {
    this.tooMany = new RareLog(clock);
  }

  void done(String action, String address, String outcome) {
    LOG.log(System.Logger.Level.INFO, line(action, address, outcome));
  }

  void refused(String action, String address, String outcome) {
    LOG.log(System.Logger.Level.WARNING, line(action, address, outcome));
  }

  void tooMany(String action, String address) {
    tooMany
        .addition()
        .ifPresent(more -> refused(action, address, "refused, more attempts than allowed" + more));
  }

  private static String line(String action, String address, String outcome) {
    return "Admin: " + action + ", asked for from " + address + ": " + outcome + ".";
  }
}
