package btcfeed.monitor;

import btcfeed.monitor.client.Overview;
import dev.tamboui.style.Style;
import dev.tamboui.text.Line;
import dev.tamboui.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The status of the service, its version and its address. */
final class HeadPanel {
  private HeadPanel() {}

  static Panel of(MonitorState state) {
    return new Panel(1, 1, (area, cells) -> PanelDrawing.lines(List.of(line(state)), area, cells));
  }

  private static Line line(MonitorState state) {
    List<Span> spans = new ArrayList<>();
    spans.add(badge(state));
    if (state.paused()) {
      spans.add(Span.styled(" PAUSED", Theme.UNSURE.bold()));
    }
    state
        .waiting()
        .ifPresent(seconds -> spans.add(Span.styled(" waiting " + seconds + " s", Theme.UNSURE)));
    spans.add(Span.styled(" BTC Live Feed", Theme.BOLD));
    state.last().ifPresent(overview -> spans.add(Span.styled(version(overview), Theme.PLAIN)));
    spans.add(Span.styled("  " + state.source(), Theme.FAINT));
    return Line.from(spans);
  }

  private static Span badge(MonitorState state) {
    Optional<String> status = state.last().map(Overview::status);
    if (state.outage().isPresent()) {
      return badge("NO ANSWER", Theme.BAD);
    }
    return status
        .map(text -> badge(text.toUpperCase(Locale.ROOT), Theme.of(text)))
        .orElse(badge("CONNECTING", Theme.UNSURE));
  }

  private static Span badge(String word, Style style) {
    return Span.styled(" " + word + " ", style.bold().reversed());
  }

  private static String version(Overview overview) {
    String up = NumberFormats.duration((long) overview.uptimeSeconds());
    return " " + overview.version() + ", up " + up;
  }
}
