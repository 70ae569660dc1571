package btcfeed.monitor;

import static btcfeed.monitor.NumberFormats.number;

import btcfeed.monitor.client.Overview;
import dev.tamboui.layout.Rect;
import dev.tamboui.style.Style;
import dev.tamboui.text.Line;
import dev.tamboui.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The service itself: processing, writes, journal, and how often the price was fresh. */
final class ServicePanel {
  private ServicePanel() {}

  static Panel of(Overview overview, Rates rates) {
    List<Line> lines = lines(overview, rates);
    return new Panel(
        0,
        lines.size() + 1,
        (area, cells) -> {
          Rect rest = area.height() > 2 ? PanelDrawing.titled("Service", "", area, cells) : area;
          PanelDrawing.lines(lines, rest, cells);
        });
  }

  private static List<Line> lines(Overview overview, Rates rates) {
    String rate = rates.messages().map(r -> String.format(Locale.ROOT, ", %,.0f/s", r)).orElse("");
    List<Line> lines = new ArrayList<>();
    Overview.Leadership leadership = overview.leadership();
    if (!leadership.role().isEmpty() && !leadership.several()) {
      String role = NumberFormats.role(leadership) + ", " + leadership.instance();
      Style style = leadership.leaseSeconds() > 0 ? Theme.PLAIN : Theme.UNSURE;
      lines.add(line("instance", Span.styled(role, style)));
    }
    lines.add(line("processing", plain(NumberFormats.processing(overview))));
    lines.add(line("messages", plain(number(overview.processed()) + rate)));
    lines.add(
        line(
            "writes",
            Span.styled(
                NumberFormats.percent(overview.successRate()) + " kept",
                overview.successRate() < 100 ? Theme.UNSURE : Theme.PLAIN),
            plain(", reconnects " + number(overview.reconnections()))));
    lines.add(line("journal", journal(overview.journal())));
    if (!overview.budgets().isEmpty()) {
      lines.add(line("fresh", budgets(overview.budgets())));
    }
    return lines;
  }

  private static Line line(String label, Span... values) {
    List<Span> spans = new ArrayList<>(List.of(values));
    spans.addFirst(Span.styled("%-11s".formatted(label), Theme.FAINT));
    return Line.from(spans);
  }

  private static Span[] journal(Overview.Journal journal) {
    String size =
        NumberFormats.bytes(journal.bytes()) + " of " + NumberFormats.bytes(journal.maxBytes());
    List<Span> spans = new ArrayList<>();
    spans.add(plain(size + ", " + number(journal.records()) + " records"));
    if (journal.dropped() > 0) {
      spans.add(Span.styled(", DROPPED " + number(journal.dropped()), Theme.BAD.bold()));
    }
    if (!journal.failure().isEmpty()) {
      spans.add(Span.styled(", FAILING: " + journal.failure(), Theme.BAD.bold()));
    }
    return spans.toArray(Span[]::new);
  }

  private static Span[] budgets(List<Overview.Budget> budgets) {
    List<Span> spans = new ArrayList<>();
    for (Overview.Budget budget : budgets) {
      Style style = budget.spent() > 100 ? Theme.BAD : Theme.PLAIN;
      spans.add(Span.styled((spans.isEmpty() ? "" : ", ") + NumberFormats.fresh(budget), style));
    }
    return spans.toArray(Span[]::new);
  }

  private static Span plain(String text) {
    return Span.styled(text, Theme.PLAIN);
  }
}
