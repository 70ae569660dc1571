package btcfeed.journal;

import java.util.function.UnaryOperator;

/** The current layout. Any thread reads it without a lock; updates exclude each other. */
final class LayoutRef {
  private volatile Layout layout;

  LayoutRef(Layout layout) {
    this.layout = layout;
  }

  Layout get() {
    return layout;
  }

  synchronized void update(UnaryOperator<Layout> change) {
    layout = change.apply(layout);
  }
}
