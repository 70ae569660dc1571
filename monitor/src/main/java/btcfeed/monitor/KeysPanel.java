package btcfeed.monitor;

import dev.tamboui.buffer.Buffer;
import dev.tamboui.layout.Rect;
import dev.tamboui.text.Line;
import dev.tamboui.text.Span;
import dev.tamboui.widgets.Clear;
import dev.tamboui.widgets.block.Block;
import dev.tamboui.widgets.block.Borders;
import dev.tamboui.widgets.block.Title;
import java.util.ArrayList;
import java.util.List;

/** The keys: in the last line, and explained. */
final class KeysPanel {
  private static final List<Line> HELP =
      List.of(
          key("q, Ctrl-C", "quit; the service goes on"),
          key("p", "pause, and go on"),
          key("s", "sort the venues by name, ticks, age"),
          key("up, down", "see the venues there is no room for"),
          key("space", "look now"),
          key("h, ?", "this, and back"),
          PanelDrawing.line(Theme.PLAIN, ""),
          PanelDrawing.line(Theme.FAINT, "lag: what a store does not have yet."),
          PanelDrawing.line(Theme.FAINT, "readers: the store to read from now."),
          PanelDrawing.line(Theme.FAINT, "gaps: holes being sought. fetched: trades that were."),
          PanelDrawing.line(Theme.FAINT, "\u00b1: between highest and lowest venue."));
  private static final int WIDEST = 56;

  private KeysPanel() {}

  static void draw(MonitorState shown, Rect row, Buffer cells) {
    List<Span> spans = new ArrayList<>();
    hint(spans, "q", "quit");
    hint(spans, "p", shown.paused() ? "go on" : "pause");
    hint(spans, "s", "sort");
    hint(spans, "h", "help");
    PanelDrawing.lines(List.of(Line.from(spans)), row, cells);
  }

  static void help(Rect window, Buffer cells) {
    int width = Math.min(WIDEST, window.width());
    int height = Math.min(HELP.size() + 2, window.height());
    Rect area =
        new Rect(
            window.x() + (window.width() - width) / 2,
            window.y() + (window.height() - height) / 2,
            width,
            height);
    Clear.clear().render(area, cells);
    Block block =
        Block.builder()
            .borders(Borders.ALL)
            .title(Title.from(Span.styled(" Keys ", Theme.TITLE)))
            .build();
    block.render(area, cells);
    PanelDrawing.lines(HELP, block.inner(area), cells);
  }

  private static void hint(List<Span> spans, String key, String does) {
    spans.add(Span.styled(" " + key + " ", Theme.BOLD.reversed()));
    spans.add(Span.styled(" " + does + "  ", Theme.PLAIN));
  }

  private static Line key(String key, String does) {
    return Line.from(
        Span.styled("%-11s".formatted(key), Theme.BOLD), Span.styled(does, Theme.PLAIN));
  }
}
