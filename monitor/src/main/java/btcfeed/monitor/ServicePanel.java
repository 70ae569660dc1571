package btcfeed.monitor;

import btcfeed.monitor.client.Overview;
import dev.tamboui.buffer.Buffer;
import dev.tamboui.layout.Rect;
import dev.tamboui.style.Style;
import dev.tamboui.text.Line;
import dev.tamboui.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the service itself does: processing, writes, journal, and how often the price was fresh. */
final class ServicePanel implements Panel {
  private final List<Line> lines = new ArrayList<>();

  ServicePanel(Overview overview, Rates rates) {
    lines.add(
        Line.from(
            Span.styled("processing ", Theme.FAINT),
            Span.styled(
                "mean %s, p99 %s"
                    .formatted(
                        NumberFormats.millis(overview.processingMillis()),
                        NumberFormats.millis(overview.p99Millis())),
                Theme.PLAIN)));
    lines.add(
        Line.from(
            Span.styled("messages   ", Theme.FAINT),
            Span.styled(
                NumberFormats.number(overview.processed())
                    + rates
                        .messages()
                        .map(rate -> String.format(Locale.ROOT, ", %,.0f/s", rate))
                        .orElse(""),
                Theme.PLAIN)));
    lines.add(
        Line.from(
            Span.styled("writes     ", Theme.FAINT),
            Span.styled(
                NumberFormats.percent(overview.successRate()) + " kept",
                overview.successRate() < 100 ? Theme.UNSURE : Theme.PLAIN),
            Span.styled(
                ", reconnects " + NumberFormats.number(overview.reconnections()), Theme.PLAIN)));
    lines.add(journal(overview.journal()));
    if (!overview.budgets().isEmpty()) {
      lines.add(budgets(overview.budgets()));
    }
  }

  @Override
  public int least() {
    return 0;
  }

  @Override
  public int enough() {
    return lines.size() + 1;
  }

  @Override
  public void draw(Rect area, Buffer cells) {
    Rect rest = area.height() > 2 ? PanelDrawing.titled("Service", "", area, cells) : area;
    PanelDrawing.lines(lines, rest, cells);
  }

  private static Line journal(Overview.Journal journal) {
    List<Span> spans = new ArrayList<>();
    spans.add(Span.styled("journal    ", Theme.FAINT));
    spans.add(
        Span.styled(
            "%s of %s, %s records"
                .formatted(
                    NumberFormats.bytes(journal.bytes()),
                    NumberFormats.bytes(journal.maxBytes()),
                    NumberFormats.number(journal.records())),
            Theme.PLAIN));
    if (journal.dropped() > 0) {
      spans.add(
          Span.styled(", DROPPED " + NumberFormats.number(journal.dropped()), Theme.BAD.bold()));
    }
    if (!journal.failure().isEmpty()) {
      spans.add(Span.styled(", FAILING: " + journal.failure(), Theme.BAD.bold()));
    }
    return Line.from(spans);
  }

  private static Line budgets(List<Overview.Budget> budgets) {
    List<Span> spans = new ArrayList<>();
    spans.add(Span.styled("fresh      ", Theme.FAINT));
    String between = "";
    for (Overview.Budget budget : budgets) {
      Style style = budget.spent() > 100 ? Theme.BAD : Theme.PLAIN;
      spans.add(
          Span.styled(
              String.format(
                  Locale.ROOT,
                  "%s%s %.3f %%",
                  between,
                  budget.period().replace('_', ' '),
                  budget.percent()),
              style));
      between = ", ";
    }
    return Line.from(spans);
  }
}
