package btcfeed.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** The lasting faults that are active. Any thread; one at a time starts and heals faults. */
final class ActiveFaults {
  private final List<Fault.Lasting> active = new CopyOnWriteArrayList<>();
  private final Map<Fault.Refusal, Integer> refusals = new ConcurrentHashMap<>();
  private volatile CompletableFuture<Boolean> thawed = CompletableFuture.completedFuture(true);

  void start(Fault.Lasting fault) {
    active.add(fault);
    if (fault instanceof Fault.Frozen && thawed.isDone()) {
      thawed = new CompletableFuture<>();
    }
  }

  void heal() {
    active.clear();
    refusals.clear();
    thawed.complete(true);
  }

  /** Waits while {@link Fault.Frozen} is active. */
  void awaitThaw() {
    thawed.join();
  }

  boolean has(Class<? extends Fault.Lasting> kind) {
    return find(kind).isPresent();
  }

  /** The first active fault of this kind. */
  <T extends Fault.Lasting> Optional<T> find(Class<T> kind) {
    for (Fault.Lasting fault : active) {
      if (kind.isInstance(fault)) {
        return Optional.of(kind.cast(fault));
      }
    }
    return Optional.empty();
  }

  /** Uses up one refusal of this kind. Called by one thread at a time. */
  <T extends Fault.Refusal> Optional<T> takeRefusal(Class<T> kind) {
    Optional<T> next = find(kind);
    next.filter(fault -> refusals.merge(fault, 1, Integer::sum) >= fault.times())
        .ifPresent(
            fault -> {
              active.remove(fault);
              refusals.remove(fault);
            });
    return next;
  }
}
