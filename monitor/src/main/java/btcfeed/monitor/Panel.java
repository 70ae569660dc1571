package btcfeed.monitor;

import dev.tamboui.buffer.Buffer;
import dev.tamboui.layout.Rect;

/** A part of the screen, over its full width. */
interface Panel {
  /** The minimum number of rows. */
  int least();

  /** The number of rows that show everything. */
  int enough();

  /** The maximum number of useful rows. */
  default int most() {
    return enough();
  }

  /** Draws the panel into an area of any height up to {@link #most}, including 0. */
  void draw(Rect area, Buffer cells);
}
