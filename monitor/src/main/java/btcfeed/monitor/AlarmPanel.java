package btcfeed.monitor;

import dev.tamboui.buffer.Buffer;
import dev.tamboui.layout.Rect;
import dev.tamboui.style.Style;
import dev.tamboui.text.Line;
import java.util.ArrayList;
import java.util.List;

/** Why the service is not healthy or does not answer. Without height if all is well. */
final class AlarmPanel implements Panel {
  private static final int MOST_LINES = 6;

  private final List<Line> lines = new ArrayList<>();
  private final int width;

  AlarmPanel(MonitorState state, int width) {
    this.width = width;
    state.outage().ifPresent(outage -> add(outage(outage, state), Theme.BAD.bold()));
    state
        .last()
        .ifPresent(
            overview ->
                overview
                    .reasons()
                    .forEach(reason -> add("! " + reason, Theme.of(overview.status()))));
  }

  @Override
  public int least() {
    return Math.min(2, lines.size());
  }

  @Override
  public int enough() {
    return Math.min(MOST_LINES, lines.size());
  }

  @Override
  public void draw(Rect area, Buffer cells) {
    PanelDrawing.lines(lines, area, cells);
  }

  private void add(String text, Style style) {
    PanelDrawing.wrapped(text, width).forEach(line -> lines.add(PanelDrawing.line(style, line)));
  }

  private static String outage(MonitorState.Outage outage, MonitorState state) {
    return "No answer since %s, for %s: %s.%s"
        .formatted(
            outage.since(),
            NumberFormats.duration(outage.seconds()),
            outage.why(),
            state.last().isPresent() ? " Below is the last answer." : "");
  }
}
