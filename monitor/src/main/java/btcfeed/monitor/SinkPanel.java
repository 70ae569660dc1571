package btcfeed.monitor;

import btcfeed.monitor.client.Overview;
import dev.tamboui.buffer.Buffer;
import dev.tamboui.layout.Constraint;
import dev.tamboui.layout.Rect;
import dev.tamboui.text.Line;
import dev.tamboui.text.Span;
import dev.tamboui.widgets.table.Cell;
import dev.tamboui.widgets.table.Row;
import dev.tamboui.widgets.table.Table;
import dev.tamboui.widgets.table.TableState;
import java.util.List;
import java.util.stream.Stream;

/** The sinks: state, lag, and why one is not written. Without height if there is none. */
final class SinkPanel {
  private static final int NARROW = 64;
  private static final List<Constraint> FEW_COLUMNS = widths(16, 10, 10);
  private static final List<Constraint> COLUMNS =
      Stream.concat(widths(16, 10, 10, 9, 12, 5).stream(), Stream.of(Constraint.fill(1))).toList();

  private final List<Overview.Sink> sinks;
  private final int width;
  private final List<Line> notes;

  private SinkPanel(List<Overview.Sink> sinks, int width) {
    this.sinks = sinks;
    this.width = width;
    this.notes =
        sinks.stream()
            .filter(sink -> !sink.detail().isEmpty())
            .flatMap(
                sink ->
                    PanelDrawing.wrapped(sink.name() + ": " + sink.detail(), width).stream()
                        .limit(2)
                        .map(line -> PanelDrawing.line(Theme.of(sink.state()), line)))
            .toList();
  }

  static Panel of(Overview overview, int width) {
    List<Overview.Sink> sinks = overview.sinks();
    if (sinks.isEmpty()) {
      return new Panel(0, 0, (_, _) -> {});
    }
    SinkPanel panel = new SinkPanel(sinks, width);
    return new Panel(1, 2 + sinks.size() + panel.notes.size(), panel::draw);
  }

  private void draw(Rect area, Buffer cells) {
    if (area.height() < 3) {
      PanelDrawing.lines(List.of(summary()), area, cells);
      return;
    }
    Rect rest = PanelDrawing.titled("Sinks", "", area, cells);
    int rows = Math.min(rest.height(), 1 + sinks.size());
    Table.builder()
        .header(
            Row.from("sink", "state", "lag", "    lag s", "     records", " lost", "where")
                .style(Theme.FAINT))
        .rows(sinks.stream().map(SinkPanel::row).toList())
        .widths(width < NARROW ? FEW_COLUMNS : COLUMNS)
        .columnSpacing(1)
        .build()
        .render(new Rect(rest.x(), rest.y(), rest.width(), rows), cells, new TableState());
    PanelDrawing.lines(
        notes, new Rect(rest.x(), rest.y() + rows, rest.width(), rest.height() - rows), cells);
  }

  /** All that fits in one row. */
  private Line summary() {
    return Line.from(
        Stream.concat(
                Stream.of(Span.styled("Sinks", Theme.TITLE)),
                sinks.stream()
                    .map(
                        sink ->
                            Span.styled(
                                "  " + sink.name() + " " + sink.state(), Theme.of(sink.state()))))
            .toList());
  }

  private static Row row(Overview.Sink sink) {
    return Row.from(
        Cell.from(
            Line.from(
                Span.styled("\u25cf ", Theme.of(sink.state())),
                Span.styled(sink.name(), Theme.BOLD))),
        Cell.from(Span.styled(sink.state(), Theme.of(sink.state()))),
        Cell.from("%10s".formatted(NumberFormats.number(sink.lagRecords()))),
        Cell.from("%9s".formatted(NumberFormats.decimal(sink.lagSeconds()))),
        Cell.from("%12s".formatted(NumberFormats.number(sink.records()))),
        Cell.from(
            Span.styled(
                "%5s".formatted(NumberFormats.number(sink.lost())),
                sink.lost() > 0 ? Theme.BAD : Theme.PLAIN)),
        Cell.from(Span.styled(sink.kind() + " " + sink.address(), Theme.FAINT)));
  }

  private static List<Constraint> widths(Integer... widths) {
    return Stream.of(widths).<Constraint>map(Constraint::length).toList();
  }
}
