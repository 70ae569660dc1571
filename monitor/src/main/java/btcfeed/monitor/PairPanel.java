package btcfeed.monitor;

import dev.tamboui.buffer.Buffer;
import dev.tamboui.layout.Constraint;
import dev.tamboui.layout.Layout;
import dev.tamboui.layout.Rect;
import java.util.List;

/** Two panels side by side, the left one a bit wider. */
record PairPanel(Panel left, Panel right) implements Panel {
  private static final int GUTTER = 2;

  /** The width of the left panel. */
  static int left(int width) {
    return (width - GUTTER) * 3 / 5;
  }

  @Override
  public int least() {
    return Math.max(left.least(), right.least());
  }

  @Override
  public int enough() {
    return Math.max(left.enough(), right.enough());
  }

  @Override
  public void draw(Rect area, Buffer cells) {
    List<Rect> halves =
        Layout.horizontal()
            .constraints(Constraint.length(left(area.width())), Constraint.fill(1))
            .spacing(GUTTER)
            .split(area);
    left.draw(halves.getFirst(), cells);
    right.draw(halves.getLast(), cells);
  }
}
