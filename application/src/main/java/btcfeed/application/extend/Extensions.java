package btcfeed.application.extend;

import btcfeed.application.work.Step;
import btcfeed.application.work.Worker;
import btcfeed.application.work.Workers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The running extensions, each on a virtual thread. */
public final class Extensions implements AutoCloseable {
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  private final Workers workers;
  private final List<Worker> running = new ArrayList<>();
  private final List<StartedExtension> started = new ArrayList<>();

  private Extensions(Workers workers) {
    this.workers = workers;
  }

  /** Starts all of them. */
  public static Extensions start(List<Extension> wanted, FeedAccess feed, Workers workers) {
    Extensions extensions = new Extensions(workers);
    for (Extension extension : wanted) {
      StartedExtension step = new StartedExtension(extension, feed);
      extensions.started.add(step);
      extensions.running.add(
          extensions.workers.schedule(
              Workers.ThreadKind.VIRTUAL, "extension-" + extension.name(), step));
    }
    extensions.running.forEach(Worker::start);
    return extensions;
  }

  /** Stops them in parallel, within about a second. */
  @Override
  public void close() {
    workers.runAll(running.stream().<Runnable>map(worker -> worker::stop).toList(), CLOSE_WITHIN);
    started.forEach(StartedExtension::close);
  }

  /** Starts in its first step, so that a failing start delays neither the feed nor the others. */
  private static final class StartedExtension implements Step {
    private final Extension extension;
    private final FeedAccess feed;
    private volatile Optional<Extension.Running> running = Optional.empty();

    StartedExtension(Extension extension, FeedAccess feed) {
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
