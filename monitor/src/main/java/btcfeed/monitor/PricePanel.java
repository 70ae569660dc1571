package btcfeed.monitor;

import btcfeed.monitor.client.Overview;
import dev.tamboui.buffer.Buffer;
import dev.tamboui.layout.Rect;
import dev.tamboui.style.Color;
import dev.tamboui.style.Style;
import dev.tamboui.text.Line;
import dev.tamboui.text.Span;
import dev.tamboui.widgets.canvas.Canvas;
import dev.tamboui.widgets.canvas.Marker;
import dev.tamboui.widgets.sparkline.Sparkline;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The reference price of each symbol with its trend, and the newest trade. */
record PricePanel(Overview overview, Map<String, Trend> trends) {
  private static final int SPARK_FROM = 50;
  private static final int LEAST_SPARK = 8;
  private static final int LEAST_CHART = 2;
  private static final int MOST_CHART = 30;
  private static final int STEPS = 8;
  private static final int DOTS_DOWN = 4;
  private static final int DOTS_ACROSS = 2;

  static Panel of(Overview overview, Map<String, Trend> trends) {
    int prices = overview.references().size();
    int most = prices == 0 ? 2 : prices + 2 + MOST_CHART;
    PricePanel panel = new PricePanel(overview, trends);
    return new Panel(Math.max(1, prices), prices + 2, most, panel::draw);
  }

  private void draw(Rect area, Buffer cells) {
    int least = Math.max(1, overview.references().size());
    Rect rest = area.height() > least ? PanelDrawing.titled("Price", span(), area, cells) : area;
    int row = 0;
    for (Overview.Reference reference : overview.references()) {
      reference(reference, PanelDrawing.row(rest, row), cells);
      row++;
    }
    Rect trade = PanelDrawing.row(rest, row);
    if (!trade.isEmpty()) {
      PanelDrawing.lines(List.of(lastTrade()), trade, cells);
      row++;
    }
    int left = rest.height() - row;
    if (left >= LEAST_CHART && !overview.references().isEmpty()) {
      chart(new Rect(rest.x(), rest.y() + row, rest.width(), left), cells);
    }
  }

  private String span() {
    long seconds = trends.values().stream().mapToLong(Trend::seconds).max().orElse(0);
    return seconds > 0 ? "changes in " + NumberFormats.duration(seconds) : "";
  }

  private void reference(Overview.Reference reference, Rect row, Buffer cells) {
    if (row.isEmpty()) {
      return;
    }
    Trend trend = trends.getOrDefault(reference.symbol(), Trend.NONE);
    boolean roomy = row.width() >= SPARK_FROM + LEAST_SPARK;
    List<Span> spans = new ArrayList<>();
    spans.add(Span.styled("%-9s ".formatted(reference.symbol()), Theme.PLAIN));
    if (reference.price().isEmpty()) {
      spans.add(Span.styled("no price", Theme.BAD.bold()));
    } else {
      spans.add(Span.styled("%10s ".formatted(reference.price()), Theme.BOLD));
      spans.add(change(trend.change()));
    }
    if (!reference.state().equals("ok")) {
      spans.add(Span.styled(" " + reference.state(), Theme.of(reference.state())));
    } else if (roomy) {
      spans.add(
          Span.styled(
              " %d venues \u00b1%s".formatted(reference.venues(), reference.confidence()),
              Theme.FAINT));
    }
    Line line = Line.from(spans);
    PanelDrawing.lines(List.of(line), row, cells);
    int from = Math.max(SPARK_FROM, line.width() + 1);
    if (row.width() - from >= LEAST_SPARK) {
      spark(trend, new Rect(row.x() + from, row.y(), row.width() - from, 1), cells);
    }
  }

  private static Span change(BigDecimal change) {
    String sign = change.signum() > 0 ? "\u25b2" : change.signum() < 0 ? "\u25bc" : " ";
    Style style = change.signum() > 0 ? Theme.GOOD : change.signum() < 0 ? Theme.BAD : Theme.FAINT;
    String text = change.signum() == 0 ? "" : change.abs().toPlainString();
    return Span.styled("%s %-8s".formatted(sign, text), style);
  }

  private Line lastTrade() {
    if (overview.price().isEmpty()) {
      return PanelDrawing.line(Theme.UNSURE, "no trade yet");
    }
    return PanelDrawing.line(Theme.FAINT, "last trade " + overview.lastTrade());
  }

  private static void spark(Trend trend, Rect area, Buffer cells) {
    // One step higher, so that the lowest price is visible.
    List<Long> heights =
        trend.heights(area.width(), STEPS - 1).stream().map(height -> height + 1).toList();
    Sparkline.builder().data(heights).max(STEPS).style(Theme.TITLE).build().render(area, cells);
  }

  private void chart(Rect area, Buffer cells) {
    // The symbol with the most venues matters most.
    Overview.Reference first =
        overview.references().stream()
            .max(Comparator.comparingInt(Overview.Reference::venues))
            .orElseThrow();
    Trend trend = trends.getOrDefault(first.symbol(), Trend.NONE);
    if (trend.prices().size() < 2) {
      return;
    }
    BigDecimal high = trend.prices().stream().max(Comparator.naturalOrder()).orElseThrow();
    BigDecimal low = trend.prices().stream().min(Comparator.naturalOrder()).orElseThrow();
    int labels = Math.max(high.toPlainString().length(), low.toPlainString().length()) + 1;
    Rect plot = new Rect(area.x(), area.y(), area.width() - labels, area.height());
    if (plot.width() < LEAST_SPARK) {
      return;
    }
    label(high, plot, area.y(), cells);
    label(low, plot, area.bottom() - 1, cells);
    int tall = plot.height() * DOTS_DOWN - 1;
    List<Long> heights = trend.heights(plot.width() * DOTS_ACROSS, tall);
    Canvas.builder()
        .xBounds(0, heights.size() - 1.0)
        .yBounds(0, tall)
        .marker(Marker.BRAILLE)
        .paint(
            context -> {
              for (int x = 1; x < heights.size(); x++) {
                context.draw(
                    new dev.tamboui.widgets.canvas.shapes.Line(
                        x - 1, heights.get(x - 1), x, heights.get(x), Color.CYAN));
              }
            })
        .build()
        .render(plot, cells);
  }

  private static void label(BigDecimal price, Rect plot, int y, Buffer cells) {
    cells.setString(plot.right() + 1, y, price.toPlainString(), Theme.FAINT);
  }
}
