package btcfeed.monitor;

import dev.tamboui.buffer.Buffer;
import dev.tamboui.layout.Rect;
import dev.tamboui.style.Overflow;
import dev.tamboui.style.Style;
import dev.tamboui.text.Line;
import dev.tamboui.text.Span;
import dev.tamboui.text.Text;
import dev.tamboui.widgets.block.Block;
import dev.tamboui.widgets.block.Borders;
import dev.tamboui.widgets.paragraph.Paragraph;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/** Drawing functions of several panels. */
final class PanelDrawing {
  private PanelDrawing() {}

  /** Draws a line with a title; returns the area below it. */
  static Rect titled(String title, String right, Rect area, Buffer cells) {
    Block block = Block.builder().borders(EnumSet.of(Borders.TOP)).borderStyle(Theme.FAINT).build();
    block.render(area, cells);
    cells.setString(area.x(), area.y(), title + " ", Theme.TITLE);
    int room = area.width() - title.length() - 2;
    if (!right.isEmpty() && right.length() < room) {
      int x = area.right() - right.length() - 1;
      cells.setString(x, area.y(), " " + right, Theme.PLAIN);
    }
    return block.inner(area);
  }

  /** Draws lines, with dots at the end of those that are too long. */
  static void lines(List<Line> lines, Rect area, Buffer cells) {
    Paragraph.builder()
        .text(Text.from(lines))
        .overflow(Overflow.ELLIPSIS)
        .build()
        .render(area, cells);
  }

  static Line line(Style style, String text) {
    return Line.from(Span.styled(text, style));
  }

  /** A row of an area, counted from 0. */
  static Rect row(Rect area, int row) {
    return row < area.height()
        ? new Rect(area.x(), area.y() + row, area.width(), 1)
        : new Rect(area.x(), area.bottom(), area.width(), 0);
  }

  /** Breaks a text between words; the lines after the first are indented. */
  static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    int room = Math.max(10, width);
    while (rest.length() > room) {
      int space = rest.lastIndexOf(' ', room);
      int end = space > room / 2 ? space : room;
      lines.add(rest.substring(0, end));
      rest = "  " + rest.substring(end).strip();
    }
    lines.add(rest);
    return lines;
  }
}
