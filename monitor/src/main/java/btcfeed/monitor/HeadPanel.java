package btcfeed.monitor;

import dev.tamboui.buffer.Buffer;
import dev.tamboui.layout.Rect;
import dev.tamboui.style.Style;
import dev.tamboui.text.Line;
import dev.tamboui.text.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The verdict, and whose it is. */
record HeadPanel(MonitorState shown) implements Panel {
  @Override
  public int least() {
    return 1;
  }

  @Override
  public int enough() {
    return 1;
  }

  @Override
  public void draw(Rect area, Buffer cells) {
    List<Span> spans = new ArrayList<>();
    if (shown.gone().isPresent()) {
      spans.add(badge("NO ANSWER", Theme.BAD));
    } else {
      spans.add(
          shown
              .last()
              .map(
                  overview ->
                      badge(
                          overview.status().toUpperCase(Locale.ROOT), Theme.of(overview.status())))
              .orElse(badge("LOOKING", Theme.UNSURE)));
    }
    if (shown.paused()) {
      spans.add(Span.styled(" PAUSED", Theme.UNSURE.bold()));
    }
    shown
        .waiting()
        .ifPresent(seconds -> spans.add(Span.styled(" waiting " + seconds + " s", Theme.UNSURE)));
    spans.add(Span.styled(" BTC Live Feed", Theme.BOLD));
    shown
        .last()
        .ifPresent(
            overview ->
                spans.add(
                    Span.styled(
                        " %s, up %s"
                            .formatted(
                                overview.version(),
                                NumberFormats.duration((long) overview.uptimeSeconds())),
                        Theme.PLAIN)));
    spans.add(Span.styled("  " + shown.source(), Theme.FAINT));
    PanelDrawing.lines(List.of(Line.from(spans)), area, cells);
  }

  private static Span badge(String word, Style style) {
    return Span.styled(" " + word + " ", style.bold().reversed());
  }
}
