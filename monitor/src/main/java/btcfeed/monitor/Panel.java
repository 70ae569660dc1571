package btcfeed.monitor;

import dev.tamboui.buffer.Buffer;
import dev.tamboui.layout.Rect;

/** A part of the screen, as wide as it is. */
interface Panel {
  /** The rows without which it is of no use. */
  int least();

  /** The rows that show all of it. */
  int enough();

  /** The rows it can make use of. */
  default int most() {
    return enough();
  }

  /** Draws it into an area of any height up to {@link #most}, none included. */
  void draw(Rect area, Buffer cells);
}
