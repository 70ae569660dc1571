package btcfeed.journal;

import java.util.function.UnaryOperator;

/**
 * The layout that is in force. Readers take it without waiting; an append and a drop, which both
 * replace it, exclude each other for as long as it takes to make a small object.
 */
final class LayoutRef {
  private volatile Layout layout;

  LayoutRef(Layout layout) {
    this.layout = layout;
  }

  Layout now() {
    return layout;
  }

  synchronized void update(UnaryOperator<Layout> change) {
    layout = change.apply(layout);
  }
}
