package btcfeed.monitor;

import dev.tamboui.buffer.Buffer;
import dev.tamboui.layout.Constraint;
import dev.tamboui.layout.Layout;
import dev.tamboui.layout.Rect;
import java.util.List;

/**
 * A part of the screen, over its full width.
 *
 * @param least the minimum number of rows
 * @param enough the number of rows that show everything
 * @param most the maximum number of useful rows
 */
record Panel(int least, int enough, int most, Drawing drawing) {
  private static final int GUTTER = 2;

  /** Draws into an area of any height up to {@link #most}, including 0. */
  interface Drawing {
    void draw(Rect area, Buffer cells);
  }

  Panel(int least, int enough, Drawing drawing) {
    this(least, enough, enough, drawing);
  }

  /** The width of the left one of two panels side by side. */
  static int left(int width) {
    return (width - GUTTER) * 3 / 5;
  }

  /** Two panels side by side, the left one a bit wider. */
  static Panel pair(Panel left, Panel right) {
    return new Panel(
        Math.max(left.least, right.least),
        Math.max(left.enough, right.enough),
        (area, cells) -> {
          List<Rect> halves =
              Layout.horizontal()
                  .constraints(Constraint.length(left(area.width())), Constraint.fill(1))
                  .spacing(GUTTER)
                  .split(area);
          left.drawing.draw(halves.getFirst(), cells);
          right.drawing.draw(halves.getLast(), cells);
        });
  }
}
