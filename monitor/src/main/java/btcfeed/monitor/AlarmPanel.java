package btcfeed.monitor;

import dev.tamboui.style.Style;
import dev.tamboui.text.Line;
import java.util.ArrayList;
import java.util.List;

/** Why the service is not healthy or does not answer. Without height if all is well. */
final class AlarmPanel {
  private static final int MOST_LINES = 6;

  private AlarmPanel() {}

  static Panel of(MonitorState state, int width) {
    List<Line> lines = new ArrayList<>();
    state
        .outage()
        .ifPresent(outage -> lines.addAll(lines(outage(outage, state), Theme.BAD.bold(), width)));
    state
        .last()
        .ifPresent(
            overview ->
                overview
                    .reasons()
                    .forEach(
                        reason ->
                            lines.addAll(
                                lines("! " + reason, Theme.of(overview.status()), width))));
    return new Panel(
        Math.min(2, lines.size()),
        Math.min(MOST_LINES, lines.size()),
        (area, cells) -> PanelDrawing.lines(lines, area, cells));
  }

  private static List<Line> lines(String text, Style style, int width) {
    return PanelDrawing.wrapped(text, width).stream()
        .map(line -> PanelDrawing.line(style, line))
        .toList();
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
