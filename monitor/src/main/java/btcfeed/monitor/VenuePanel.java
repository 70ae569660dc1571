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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The venues, with as many columns as fit; scrolled if there are too many rows. */
record VenuePanel(Overview overview, MonitorState state) {
  private record Column(String title, int width, Function<Overview.Venue, Span> cell) {}

  static Panel of(Overview overview, MonitorState state) {
    return new Panel(1, 2 + overview.venues().size(), new VenuePanel(overview, state)::draw);
  }

  private void draw(Rect area, Buffer cells) {
    List<Overview.Venue> venues = overview.venues().stream().sorted(by(state.order())).toList();
    if (area.height() < 3) {
      PanelDrawing.lines(List.of(summary(venues)), area, cells);
      return;
    }
    int room = area.height() - 2;
    int first = Math.clamp(state.scroll(), 0, Math.max(0, venues.size() - room));
    int last = Math.min(venues.size(), first + room);
    String part =
        last - first == venues.size()
            ? "by " + state.order().text()
            : "%d to %d of %d by %s"
                .formatted(first + 1, last, venues.size(), state.order().text());
    Rect rest = PanelDrawing.titled("Venues", part, area, cells);
    List<Column> columns = columns(area.width());
    Table.builder()
        .header(
            Row.from(columns.stream().map(column -> Cell.from(column.title())).toList())
                .style(Theme.FAINT))
        .rows(venues.subList(first, last).stream().map(venue -> row(venue, columns)).toList())
        .widths(columns.stream().map(column -> Constraint.length(column.width())).toList())
        .columnSpacing(1)
        .build()
        .render(rest, cells, new TableState());
  }

  private static Row row(Overview.Venue venue, List<Column> columns) {
    return Row.from(columns.stream().map(column -> Cell.from(column.cell().apply(venue))).toList());
  }

  private static Line summary(List<Overview.Venue> venues) {
    long fresh = venues.stream().filter(venue -> venue.price().equals("fresh")).count();
    Style style = fresh == venues.size() ? Theme.GOOD : Theme.UNSURE;
    return Line.from(
        Span.styled("\u25cf ", style),
        Span.styled("%d of %d venues fresh".formatted(fresh, venues.size()), Theme.PLAIN));
  }

  private List<Column> columns(int width) {
    List<Column> all =
        List.of(
            new Column("price", 7, venue -> Span.styled(venue.price(), Theme.of(venue))),
            right("last s", 6, venue -> NumberFormats.seconds(venue.tickAgeSeconds())),
            right("per s", 6, this::rate),
            new Column("line", 12, VenuePanel::line),
            right("ticks", 10, venue -> NumberFormats.number(venue.ticks())),
            alarming("gaps", 4, Overview.Venue::gapsOpen),
            right("fetched", 7, venue -> NumberFormats.number(venue.backfilled())),
            alarming("refused", 7, Overview.Venue::refused),
            right("reconnects", 10, venue -> NumberFormats.number(venue.reconnects())),
            right("twice", 11, venue -> NumberFormats.number(venue.duplicates())));
    List<Column> fitting = new ArrayList<>();
    Column name = new Column("venue", width < 80 ? 12 : 19, VenuePanel::name);
    fitting.add(name);
    int used = name.width();
    for (Column column : all) {
      used += 1 + column.width();
      if (used > width) {
        break;
      }
      fitting.add(column);
    }
    return fitting;
  }

  private static Column right(String title, int width, Function<Overview.Venue, String> text) {
    return new Column(
        padded(title, width),
        width,
        venue -> Span.styled(padded(text.apply(venue), width), Theme.PLAIN));
  }

  private static Column alarming(String title, int width, Function<Overview.Venue, Long> count) {
    return new Column(
        padded(title, width),
        width,
        venue -> {
          long number = count.apply(venue);
          return Span.styled(
              padded(NumberFormats.number(number), width),
              number == 0 ? Theme.PLAIN : Theme.UNSURE);
        });
  }

  private static String padded(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }

  private static Span name(Overview.Venue venue) {
    return Span.styled("\u25cf " + venue.name(), Theme.of(venue));
  }

  private static Span line(Overview.Venue venue) {
    String line = venue.lineState();
    return Span.styled(line, line.equals("confirmed") ? Theme.PLAIN : Theme.UNSURE);
  }

  private String rate(Overview.Venue venue) {
    return Optional.ofNullable(state.rates().ticks().get(venue.name()))
        .map(rate -> String.format(Locale.ROOT, "%,.1f", rate))
        .orElse("-");
  }

  private static Comparator<Overview.Venue> by(MonitorState.Order order) {
    return switch (order) {
      case NAME -> Comparator.comparing(Overview.Venue::name);
      case TICKS -> Comparator.comparingLong(Overview.Venue::ticks).reversed();
      case AGE ->
          Comparator.comparingDouble(
                  (Overview.Venue venue) -> venue.tickAgeSeconds().orElse(Double.POSITIVE_INFINITY))
              .reversed();
    };
  }
}
