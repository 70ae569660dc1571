package btcfeed.application.extend;

import java.util.Optional;
import java.util.function.Consumer;

/** Does the same with each of many: an error with one is thrown after all others had their turn. */
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
