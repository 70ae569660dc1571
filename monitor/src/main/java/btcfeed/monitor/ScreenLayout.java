package btcfeed.monitor;

import dev.tamboui.buffer.Buffer;
import dev.tamboui.layout.Constraint;
import dev.tamboui.layout.Layout;
import dev.tamboui.layout.Rect;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/**
 * Lays out the screen. Each panel gets the rows it needs; in a small window the first panels get
 * them before the others. Pure.
 */
final class ScreenLayout {
  private static final int SIDE_BY_SIDE = 130;
  private static final List<ToIntFunction<Panel>> WISHES =
      List.of(Panel::least, Panel::enough, Panel::most);

  private ScreenLayout() {}

  static Buffer screen(MonitorState state, int width, int height) {
    Buffer cells = Buffer.empty(Rect.of(width, height));
    List<Panel> panels = new ArrayList<>();
    panels.add(HeadPanel.of(state));
    panels.add(AlarmPanel.of(state, width));
    state
        .last()
        .ifPresent(
            overview -> {
              Panel price = PricePanel.of(overview, state.trends());
              Panel venues = VenuePanel.of(overview, state);
              Panel service = ServicePanel.of(overview, state.rates());
              Panel instances = InstancePanel.of(overview, width);
              Panel sinks = SinkPanel.of(overview, width);
              panels.addAll(
                  width >= SIDE_BY_SIDE
                      ? List.of(
                          price,
                          Panel.pair(StorePanel.of(overview, Panel.left(width)), service),
                          sinks,
                          instances,
                          venues)
                      : List.of(
                          price,
                          StorePanel.of(overview, width),
                          sinks,
                          instances,
                          venues,
                          service));
            });
    Rect above = new Rect(0, 0, width, height - 1);
    List<Rect> areas = areas(panels, above);
    for (int i = 0; i < panels.size(); i++) {
      if (!areas.get(i).isEmpty()) {
        panels.get(i).drawing().draw(areas.get(i), cells);
      }
    }
    if (state.outage().isPresent() && areas.size() > 2) {
      int top = areas.get(1).bottom();
      cells.setStyle(new Rect(0, top, width, above.bottom() - top), Theme.FAINT);
    }
    KeysPanel.draw(state, new Rect(0, height - 1, width, 1), cells);
    if (state.help()) {
      KeysPanel.help(above, cells);
    }
    return cells;
  }

  private static List<Rect> areas(List<Panel> panels, Rect all) {
    int[] rows = new int[panels.size()];
    int left = all.height();
    for (ToIntFunction<Panel> wish : WISHES) {
      for (int i = 0; i < rows.length; i++) {
        int more = Math.clamp((long) wish.applyAsInt(panels.get(i)) - rows[i], 0, left);
        rows[i] += more;
        left -= more;
      }
    }
    return Layout.vertical()
        .constraints(IntStream.of(rows).<Constraint>mapToObj(Constraint::length).toList())
        .split(all);
  }
}
