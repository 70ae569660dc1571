package btcfeed.application.extend;

import btcfeed.application.work.Step;
import btcfeed.application.work.Workers;
import btcfeed.domain.store.InstanceReport.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Runs the extensions, and starts them anew when this instance begins to lead. A follower's
 * mutations reach no store, so a new leader must not rely on what its extensions wrote before.
 * While a follower copies a long history for the first time, they do not run: they would read it
 * twice.
 */
public final class ExtensionsOfRole implements Step, AutoCloseable {
  private static final long LOOK_NANOS = Duration.ofMillis(200).toNanos();

  private final List<Extension> wanted;
  private final FeedAccess feed;
  private final Workers workers;
  private final Supplier<Role> role;
  private final BooleanSupplier inSync;
  private Optional<Extensions> running = Optional.empty();
  private Role runningAs = Role.FOLLOWER;

  /**
   * Starts nothing before the first step.
   *
   * @param inSync true while the journal has what the stores have
   */
  public ExtensionsOfRole(
      List<Extension> wanted,
      FeedAccess feed,
      Workers workers,
      Supplier<Role> role,
      BooleanSupplier inSync) {
    this.wanted = List.copyOf(wanted);
    this.feed = feed;
    this.workers = workers;
    this.role = role;
    this.inSync = inSync;
  }

  @Override
  public long step() {
    Role now = role.get();
    boolean first = running.isEmpty() && (now == Role.LEADER || inSync.getAsBoolean());
    if (first || (running.isPresent() && now != runningAs)) {
      close();
      runningAs = now;
      running = Optional.of(Extensions.start(wanted, feed, workers));
    }
    return LOOK_NANOS;
  }

  /** After the last step. */
  @Override
  public void close() {
    running.ifPresent(Extensions::close);
    running = Optional.empty();
  }
}
