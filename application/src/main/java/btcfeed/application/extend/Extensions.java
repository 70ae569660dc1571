package btcfeed.application.extend;

import btcfeed.application.work.Runner;
import btcfeed.application.work.Step;
import btcfeed.domain.health.WorkerReport;
import btcfeed.domain.port.FeedLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The extensions at work, each on a virtual thread. */
public final class Extensions implements AutoCloseable {
  private final List<Runner> runners = new ArrayList<>();
  private final List<Begun> begun = new ArrayList<>();

  private Extensions() {}

  /** Begins all of them. */
  public static Extensions start(List<Extension> wanted, FeedAccess feed, FeedLog log) {
    Extensions extensions = new Extensions();
    for (Extension extension : wanted) {
      Begun step = new Begun(extension, feed);
      extensions.begun.add(step);
      extensions.runners.add(
          new Runner(
              Thread.ofVirtual(),
              "extension-" + extension.name(),
              step,
              (where, bug) -> log.report(new FeedLog.FeedEvent.Bug(where, bug.toString()))));
    }
    extensions.runners.forEach(Runner::start);
    return extensions;
  }

  /** How their threads are. Any thread. */
  public List<WorkerReport> reports() {
    return runners.stream().map(Runner::report).toList();
  }

  /** Ends them, all at once, within about a second. */
  @Override
  public void close() {
    runners.parallelStream().forEach(Runner::stop);
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
