package btcfeed.bootstrap.wire;

import btcfeed.bootstrap.cli.Exit;
import btcfeed.bootstrap.cli.MonitorOrder;
import btcfeed.bootstrap.monitor.Monitor;
import btcfeed.domain.time.Clock;
import btcfeed.http.client.FeedClient;
import java.io.PrintStream;
import java.time.Duration;

/** Watches a running service. */
final class MonitorVerb {
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

  private MonitorVerb() {}

  static int watch(MonitorOrder order, Clock clock, PrintStream out, PrintStream err) {
    try (FeedClient client = new FeedClient(order.service(), LONGEST_LOOK)) {
      Monitor monitor = new Monitor(client::look, order.service().toString(), clock);
      boolean fine;
      if (order.json()) {
        fine = monitor.json(out, err);
      } else if (!order.once() && monitor.fullScreen(order.refresh(), System.getenv())) {
        fine = true;
      } else {
        fine = monitor.plain(out, err);
      }
      return fine ? Exit.FINE : Exit.FAILED;
    }
  }
}
