package btcfeed.application.extend;

import btcfeed.application.work.Runner;
import btcfeed.domain.port.FeedLog;
import java.util.ArrayList;
import java.util.List;

/** The extensions at work, each on a virtual thread. */
public final class Extensions implements AutoCloseable {
  private final List<Runner> runners = new ArrayList<>();
  private final List<Extension.Running> running = new ArrayList<>();

  private Extensions() {}

  /** Begins all of them. */
  public static Extensions start(List<Extension> wanted, FeedAccess feed, FeedLog log) {
    Extensions extensions = new Extensions();
    for (Extension extension : wanted) {
      Extension.Running begun = extension.begin(feed);
      extensions.running.add(begun);
      extensions.runners.add(
          new Runner(
              Thread.ofVirtual(),
              "extension-" + extension.name(),
              begun,
              (where, bug) -> log.report(new FeedLog.Happening.Bug(where, bug.toString()))));
    }
    extensions.runners.forEach(Runner::start);
    return extensions;
  }

  /** Ends them, all at once, within about a second. */
  @Override
  public void close() {
    runners.parallelStream().forEach(Runner::stop);
    running.forEach(Extension.Running::close);
  }
}
