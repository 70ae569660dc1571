package btcfeed.monitor;

import dev.tamboui.buffer.Buffer;
import dev.tamboui.layout.Rect;
import dev.tamboui.text.Line;
import java.util.ArrayList;
import java.util.List;

/** Why it is not well, or why nothing is known of it. Of no height where all is well. */
final class AlarmPanel implements Panel {
  private static final int MOST_LINES = 6;

  private final List<Line> lines = new ArrayList<>();

  AlarmPanel(MonitorState shown, int width) {
    shown
        .gone()
        .ifPresent(
            gone -> {
              String text =
                  "No answer since %s, for %s: %s.%s"
                      .formatted(
                          gone.since(),
                          NumberFormats.duration(gone.seconds()),
                          gone.why(),
                          shown.last().isPresent() ? " Below is what it said last." : "");
              PanelDrawing.wrapped(text, width)
                  .forEach(line -> lines.add(PanelDrawing.line(Theme.BAD.bold(), line)));
            });
    shown
        .last()
        .ifPresent(
            overview ->
                overview
                    .reasons()
                    .forEach(
                        reason ->
                            PanelDrawing.wrapped("! " + reason, width)
                                .forEach(
                                    line ->
                                        lines.add(
                                            PanelDrawing.line(
                                                Theme.of(overview.status()), line)))));
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
}
