package btcfeed.monitor;

import btcfeed.monitor.client.Overview;
import dev.tamboui.buffer.Buffer;
import dev.tamboui.layout.Constraint;
import dev.tamboui.layout.Rect;
import dev.tamboui.style.Style;
import dev.tamboui.text.Line;
import dev.tamboui.text.Span;
import dev.tamboui.widgets.table.Cell;
import dev.tamboui.widgets.table.Row;
import dev.tamboui.widgets.table.Table;
import dev.tamboui.widgets.table.TableState;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The instances of the service. Without height if there is one only. */
final class InstancePanel {
  private static final int NARROW = 64;

  /** From this width on, a UUID fits. */
  private static final int WIDE = 100;

  private static final List<Constraint> FEW_COLUMNS = widths(18, 10, 8);

  private final Overview.Leadership leadership;
  private final int width;

  private InstancePanel(Overview.Leadership leadership, int width) {
    this.leadership = leadership;
    this.width = width;
  }

  static Panel of(Overview overview, int width) {
    Overview.Leadership leadership = overview.leadership();
    return leadership.several()
        ? new Panel(
            1, 4 + leadership.instances().size(), new InstancePanel(leadership, width)::draw)
        : new Panel(0, 0, (_, _) -> {});
  }

  private void draw(Rect area, Buffer cells) {
    if (area.height() < 5) {
      PanelDrawing.lines(List.of(here(), leads()), area, cells);
      return;
    }
    Rect rest = PanelDrawing.titled("Instances", "", area, cells);
    PanelDrawing.lines(List.of(here(), leads()), rest, cells);
    Table.builder()
        .header(
            Row.from("instance", "role", "journal", " seen s", "version and address")
                .style(Theme.FAINT))
        .rows(leadership.instances().stream().map(this::row).toList())
        .widths(width < NARROW ? FEW_COLUMNS : columns())
        .columnSpacing(1)
        .build()
        .render(
            new Rect(rest.x(), rest.y() + 2, rest.width(), rest.height() - 2),
            cells,
            new TableState());
  }

  /** The instance that answered. */
  private Line here() {
    Style style = leadership.leaseSeconds() > 0 && leadership.inSync() ? Theme.GOOD : Theme.UNSURE;
    return Line.from(
        Span.styled("\u25cf ", style),
        Span.styled(leadership.instance(), Theme.BOLD),
        Span.styled(" answers: " + NumberFormats.role(leadership), Theme.PLAIN));
  }

  private Line leads() {
    return PanelDrawing.line(
        Theme.FAINT,
        leadership.leader().isEmpty() ? "no leader is known" : NumberFormats.leader(leadership));
  }

  private Row row(Overview.Instance instance) {
    boolean here = instance.name().equals(leadership.instance());
    String state = instance.state();
    return Row.from(
        Cell.from(
            Line.from(
                Span.styled("\u25cf ", Theme.of(state)),
                Span.styled(instance.name(), here ? Theme.BOLD : Theme.PLAIN))),
        Cell.from(
            Span.styled(
                instance.role(), instance.role().equals("leader") ? Theme.BOLD : Theme.PLAIN)),
        Cell.from(Span.styled(state, Theme.of(state))),
        Cell.from(String.format(Locale.ROOT, "%8.1f", instance.age())),
        Cell.from(Span.styled(instance.version() + " " + instance.address(), Theme.FAINT)));
  }

  private List<Constraint> columns() {
    return Stream.concat(
            widths(width < WIDE ? 24 : 38, 10, 8, 8).stream(), Stream.of(Constraint.fill(1)))
        .toList();
  }

  private static List<Constraint> widths(Integer... widths) {
    return Stream.of(widths).<Constraint>map(Constraint::length).toList();
  }
}
