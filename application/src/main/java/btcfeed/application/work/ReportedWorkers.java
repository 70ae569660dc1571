package btcfeed.application.work;

import btcfeed.domain.health.WorkerReport;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Workers whose state can be reported, in the order in which they were created. Any thread. */
public final class ReportedWorkers implements Workers {
  private final Workers workers;
  private final List<Worker> created = new CopyOnWriteArrayList<>();

  /** Reports those that {@code workers} creates. */
  public ReportedWorkers(Workers workers) {
    this.workers = workers;
  }

  @Override
  public Worker schedule(ThreadKind kind, String name, Step step) {
    Worker worker = workers.schedule(kind, name, step);
    // A worker that is made anew replaces the one before.
    created.removeIf(before -> before.report().name().equals(name));
    created.add(worker);
    return worker;
  }

  @Override
  public void runAll(List<Runnable> tasks, Duration atMost) {
    workers.runAll(tasks, atMost);
  }

  public List<WorkerReport> reports() {
    return created.stream().map(Worker::report).toList();
  }
}
