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

/** The keys: in the last line, and with explanations. */
final class KeysPanel {
  private static final List<Line> HELP =
      List.of(
          key("q, Ctrl-C", "quit; the service continues"),
          key("p", "pause, continue"),
          key("s", "sort the venues by name, ticks, age"),
          key("up, down", "scroll the venues"),
          key("space", "refresh now"),
          key("h, ?", "open or close this help"),
          PanelDrawing.line(Theme.PLAIN, ""),
          PanelDrawing.line(Theme.FAINT, "lag: what a store does not have yet."),
          PanelDrawing.line(Theme.FAINT, "readers: the store to read from."),
          PanelDrawing.line(Theme.FAINT, "gaps: being back-filled. fetched: back-filled trades."),
          PanelDrawing.line(Theme.FAINT, "\u00b1: between highest and lowest venue."));
  private static final int WIDEST = 56;

  private KeysPanel() {}

  static void draw(MonitorState state, Rect row, Buffer cells) {
    List<Span> spans = new ArrayList<>();
    hint(spans, "q", "quit");
    hint(spans, "p", state.paused() ? "continue" : "pause");
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

  private static void hint(List<Span> spans, String key, String function) {
    spans.add(Span.styled(" " + key + " ", Theme.BOLD.reversed()));
    spans.add(Span.styled(" " + function + "  ", Theme.PLAIN));
  }

  private static Line key(String key, String function) {
    return Line.from(
        Span.styled("%-11s".formatted(key), Theme.BOLD), Span.styled(function, Theme.PLAIN));
  }
}
