package btcfeed.http.metrics;

import btcfeed.domain.health.WorkerReport;
import java.util.List;

/** The service's own threads as metrics. Pure. */
final class WorkerFamilies {
  private WorkerFamilies() {}

  static void add(List<WorkerReport> workers, List<Family> out) {
    Family alive = Family.gauge("btcfeed_worker_alive", "1 while the thread runs.");
    Family failures =
        Family.counter("btcfeed_worker_failures", "Steps that failed with an unforeseen error.");
    for (WorkerReport worker : workers) {
      alive.row(worker.alive(), "worker", worker.name());
      failures.row(worker.failures(), "worker", worker.name());
    }
    out.add(alive);
    out.add(failures);
  }
}
