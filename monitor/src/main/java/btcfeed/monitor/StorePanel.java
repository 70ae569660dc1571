package btcfeed.monitor;

import btcfeed.monitor.client.Overview;
import dev.tamboui.buffer.Buffer;
import dev.tamboui.layout.Constraint;
import dev.tamboui.layout.Rect;
import dev.tamboui.text.Line;
import dev.tamboui.text.Span;
import dev.tamboui.widgets.gauge.LineGauge;
import dev.tamboui.widgets.table.Cell;
import dev.tamboui.widgets.table.Row;
import dev.tamboui.widgets.table.Table;
import dev.tamboui.widgets.table.TableState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Both stores: state, lag, which one serves readers, problems, catching up, the last switch. */
final class StorePanel {
  private static final int NARROW = 64;
  private static final List<Constraint> FEW_COLUMNS = widths(10, 11, 7, 9);
  private static final List<Constraint> COLUMNS =
      Stream.concat(widths(10, 11, 7, 9, 6).stream(), Stream.of(Constraint.fill(1))).toList();

  private final Overview overview;
  private final boolean narrow;
  private final List<Line> notes = new ArrayList<>();

  static Panel of(Overview overview, int width) {
    StorePanel panel = new StorePanel(overview, width);
    int rows = overview.stores().size() + (panel.catchingUp() ? 1 : 0) + panel.notes.size();
    return new Panel(least(overview), 2 + rows, panel::draw);
  }

  private static int least(Overview overview) {
    return Math.max(1, overview.stores().size());
  }

  private StorePanel(Overview overview, int width) {
    this.overview = overview;
    this.narrow = width < NARROW;
    for (Overview.Store store : overview.stores()) {
      if (!store.detail().isEmpty()) {
        PanelDrawing.wrapped(store.name() + ": " + store.detail(), width).stream()
            .limit(2)
            .forEach(line -> notes.add(PanelDrawing.line(Theme.of(store.state()), line)));
      }
    }
    overview.switches().stream().findFirst().ifPresent(change -> notes.add(switched(change)));
  }

  private void draw(Rect area, Buffer cells) {
    boolean whole = area.height() > least(overview) + 1;
    Rect rest = whole ? PanelDrawing.titled("Redis", readers(), area, cells) : area;
    Table.Builder table =
        Table.builder()
            .rows(overview.stores().stream().map(this::row).toList())
            .widths(narrow ? FEW_COLUMNS : COLUMNS)
            .columnSpacing(1);
    if (whole) {
      table.header(
          Row.from("store", "state", "readers", "lag ticks", " lag s", "where").style(Theme.FAINT));
    }
    table.build().render(rest, cells, new TableState());
    int below = overview.stores().size() + (whole ? 1 : 0);
    if (catchingUp()) {
      gauge(PanelDrawing.row(rest, below), cells);
      below++;
    }
    if (below < rest.height()) {
      PanelDrawing.lines(
          notes, new Rect(rest.x(), rest.y() + below, rest.width(), rest.height() - below), cells);
    }
  }

  private static List<Constraint> widths(Integer... widths) {
    return Stream.of(widths).<Constraint>map(Constraint::length).toList();
  }

  private String readers() {
    return overview.usingFailover() ? "USING FAILOVER" : "";
  }

  private Row row(Overview.Store store) {
    return Row.from(
        Cell.from(
            Line.from(
                Span.styled("\u25cf ", Theme.of(store.state())),
                Span.styled(store.name(), Theme.BOLD))),
        Cell.from(Span.styled(store.state().replace('_', ' '), Theme.of(store.state()))),
        Cell.from(Span.styled(store.active() ? "here" : "", Theme.BOLD)),
        Cell.from("%9s".formatted(NumberFormats.number(store.lagTicks()))),
        Cell.from(String.format(Locale.ROOT, "%6.1f", store.lagSeconds())),
        Cell.from(Span.styled(store.address() + " " + store.version(), Theme.FAINT)));
  }

  private boolean catchingUp() {
    return overview.sync().running();
  }

  private void gauge(Rect row, Buffer cells) {
    Overview.Sync sync = overview.sync();
    double part = sync.total() > 0 ? (double) sync.done() / sync.total() : 0;
    String left =
        sync.eta().isPresent() ? ", " + NumberFormats.seconds(sync.eta()) + " s left" : "";
    String text =
        narrow
            ? "catching up %.0f %% ".formatted(100 * part)
            : "catching up %s %3.0f %%, %s of %s%s "
                .formatted(
                    sync.store(),
                    100 * part,
                    NumberFormats.number(sync.done()),
                    NumberFormats.number(sync.total()),
                    left);
    LineGauge.builder()
        .ratio(Math.clamp(part, 0, 1))
        .label(Span.styled(text, Theme.UNSURE))
        .filledStyle(Theme.UNSURE)
        .unfilledStyle(Theme.FAINT)
        .build()
        .render(row, cells);
  }

  private static Line switched(Overview.Switch change) {
    return PanelDrawing.line(
        Theme.FAINT,
        "last switch: to the %s, %s, at %s, for %s"
            .formatted(
                change.to(),
                change.reason().replace('_', ' '),
                NumberFormats.time(change.at()),
                NumberFormats.duration((long) change.seconds())));
  }
}
