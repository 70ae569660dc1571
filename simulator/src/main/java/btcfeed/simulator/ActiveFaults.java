package btcfeed.simulator;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The lasting faults that are active. Any thread. */
final class ActiveFaults {
  private final List<Fault.Lasting> active = new CopyOnWriteArrayList<>();
  private final FreezeGate gate = new FreezeGate();

  void start(Fault.Lasting fault) {
    active.add(fault);
    if (fault instanceof Fault.Frozen) {
      gate.close();
    }
  }

  void heal() {
    active.clear();
    gate.open();
  }

  /** Closed while {@link Fault.Frozen} is active. */
  FreezeGate gate() {
    return gate;
  }

  boolean has(Class<? extends Fault.Lasting> kind) {
    return active.stream().anyMatch(kind::isInstance);
  }

  /** The first active fault of this kind. */
  <T extends Fault.Lasting> Optional<T> find(Class<T> kind) {
    return active.stream().filter(kind::isInstance).map(kind::cast).findFirst();
  }

  /** Uses up one refusal of this kind. Called by one thread at a time. */
  <T extends Fault.Refusal> Optional<T> takeRefusal(Class<T> kind) {
    Optional<T> next = find(kind);
    next.ifPresent(
        fault -> {
          active.remove(fault);
          if (fault.times() > 1) {
            active.add(fault.withTimes(fault.times() - 1));
          }
        });
    return next;
  }
}
