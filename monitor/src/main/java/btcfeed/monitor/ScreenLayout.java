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
 * Lays out the screen: every panel as much room as it needs, the most important first where there
 * is not enough for all. Pure.
 */
final class ScreenLayout {
  private static final int SIDE_BY_SIDE = 130;

  private ScreenLayout() {}

  /** The screen. */
  static Buffer screen(MonitorState shown, int width, int height) {
    Buffer cells = Buffer.empty(Rect.of(width, height));
    List<Panel> panels = new ArrayList<>();
    panels.add(new HeadPanel(shown));
    panels.add(new AlarmPanel(shown, width));
    shown
        .last()
        .ifPresent(
            overview -> {
              PricePanel price = new PricePanel(overview, shown.trends());
              VenuePanel venues = new VenuePanel(overview, shown);
              if (width >= SIDE_BY_SIDE) {
                panels.add(price);
                panels.add(
                    new PairPanel(
                        new StorePanel(overview, PairPanel.left(width)),
                        new ServicePanel(overview, shown.rates())));
                panels.add(venues);
              } else {
                panels.add(price);
                panels.add(new StorePanel(overview, width));
                panels.add(venues);
                panels.add(new ServicePanel(overview, shown.rates()));
              }
            });
    Rect above = new Rect(0, 0, width, height - 1);
    List<Rect> areas = areas(panels, above);
    for (int i = 0; i < panels.size(); i++) {
      if (!areas.get(i).isEmpty()) {
        panels.get(i).draw(areas.get(i), cells);
      }
    }
    if (shown.gone().isPresent() && areas.size() > 2) {
      int top = areas.get(1).bottom();
      cells.setStyle(new Rect(0, top, width, above.bottom() - top), Theme.FAINT);
    }
    KeysPanel.draw(shown, new Rect(0, height - 1, width, 1), cells);
    if (shown.help()) {
      KeysPanel.help(above, cells);
    }
    return cells;
  }

  private static List<Rect> areas(List<Panel> panels, Rect all) {
    int[] rows = new int[panels.size()];
    int left = all.height();
    for (ToIntFunction<Panel> wish : wishes()) {
      for (int i = 0; i < rows.length; i++) {
        int more = Math.clamp((long) wish.applyAsInt(panels.get(i)) - rows[i], 0, left);
        rows[i] += more;
        left -= more;
      }
    }
    return Layout.vertical()
        .constraints(IntStream.of(rows).mapToObj(ScreenLayout::length).toList())
        .split(all);
  }

  private static Constraint length(int rows) {
    return Constraint.length(rows);
  }

  private static List<ToIntFunction<Panel>> wishes() {
    return List.of(Panel::least, Panel::enough, Panel::most);
  }
}
