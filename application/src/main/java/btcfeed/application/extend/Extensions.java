package btcfeed.application.extend;

import btcfeed.application.work.Step;
import btcfeed.application.work.Worker;
import btcfeed.application.work.Workers;
import btcfeed.domain.health.WorkerReport;
import btcfeed.domain.port.FeedLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The extensions at work, each on a virtual thread. */
public final class Extensions implements AutoCloseable {
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  private final Workers workers;
  private final List<Worker> running = new ArrayList<>();
  private final List<Begun> begun = new ArrayList<>();

  private Extensions(Workers workers) {
    this.workers = workers;
  }

  /** Begins all of them. */
  public static Extensions start(List<Extension> wanted, FeedAccess feed, FeedLog log) {
    Extensions extensions =
        new Extensions(
            Workers.threads(
                (where, bug) -> log.report(new FeedLog.FeedEvent.Bug(where, bug.toString()))));
    for (Extension extension : wanted) {
      Begun step = new Begun(extension, feed);
      extensions.begun.add(step);
      extensions.running.add(
          extensions.workers.schedule(
              Workers.ThreadKind.PATIENT, "extension-" + extension.name(), step));
    }
    extensions.running.forEach(Worker::start);
    return extensions;
  }

  /** How their threads are. Any thread. */
  public List<WorkerReport> reports() {
    return running.stream().map(Worker::report).toList();
  }

  /** Ends them, all at once, within about a second. */
  @Override
  public void close() {
    workers.runAll(running.stream().<Runnable>map(worker -> worker::stop).toList(), CLOSE_WITHIN);
    begun.forEach(Begun::close);
  }

  /**
   * One that begins in its first step, so that one that cannot holds up neither feed nor others.
   */
  private static final class Begun implements Step {
    private final Extension extension;
    private final FeedAccess feed;
    private volatile Optional<Extension.Running> running = Optional.empty();

    Begun(Extension extension, FeedAccess feed) {
      this.extension = extension;
      this.feed = feed;
    }

    @Override
    public long step() {
      if (running.isEmpty()) {
        running = Optional.of(extension.begin(feed));
      }
      return running.get().step();
    }

    void close() {
      running.ifPresent(Extension.Running::close);
    }
  }
}
