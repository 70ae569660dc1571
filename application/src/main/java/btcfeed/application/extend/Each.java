package btcfeed.application.extend;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs the same work for each element; the first error is thrown after the others were processed.
 */
final class Each {
  private Each() {}

  static <T> void of(Iterable<? extends T> all, Consumer<? super T> work) {
    Optional<Throwable> first = Optional.empty();
    for (T one : all) {
      try {
        work.accept(one);
      } catch (Throwable bug) {
        first = first.or(() -> Optional.of(bug));
      }
    }
    if (first.isPresent()) {
      throw new IllegalStateException("failed with one of several: " + first.get(), first.get());
    }
  }
}
