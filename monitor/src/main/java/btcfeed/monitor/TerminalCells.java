package btcfeed.monitor;

import dev.tamboui.buffer.Buffer;
import dev.tamboui.buffer.Cell;
import dev.tamboui.style.Color;
import dev.tamboui.style.Modifier;
import dev.tamboui.style.Style;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * Converts the drawn cells into lines that the terminal can show.
 *
 * @param colour whether the terminal has colours
 * @param unicode whether it has Unicode; otherwise ASCII replaces lines and blocks
 */
record TerminalCells(boolean colour, boolean unicode) {
  private static final String UNICODE =
      "─│━┌┐└┘\u25cf\u25b2\u25bc\u00b1" + "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588";

  /** What replaces each of them. */
  private static final String ASCII = "-|#++++*^v~_.--==##";

  private static final int BRAILLE_FIRST = 0x2800;
  private static final int BRAILLE_LAST = 0x28ff;

  List<AttributedString> lines(Buffer buffer) {
    List<AttributedString> lines = new ArrayList<>();
    for (int y = 0; y < buffer.height(); y++) {
      AttributedStringBuilder line = new AttributedStringBuilder();
      for (int x = 0; x < buffer.width(); x++) {
        Cell cell = buffer.get(x, y);
        if (!cell.isContinuation()) {
          line.style(style(cell.style())).append(symbol(cell.symbol()));
        }
      }
      lines.add(line.toAttributedString());
    }
    return lines;
  }

  private String symbol(String symbol) {
    if (unicode || symbol.chars().allMatch(c -> c < 128)) {
      return symbol;
    }
    int first = symbol.codePointAt(0);
    boolean dots = first >= BRAILLE_FIRST && first <= BRAILLE_LAST;
    int known = UNICODE.indexOf(first);
    return known >= 0 ? ASCII.substring(known, known + 1) : dots ? "*" : "?";
  }

  private AttributedStyle style(Style style) {
    AttributedStyle out = AttributedStyle.DEFAULT;
    if (colour) {
      Color named = style.fg().orElse(Color.RESET);
      Color concrete = named instanceof Color.Named name ? name.defaultValue() : named;
      out = concrete instanceof Color.Ansi ansi ? out.foreground(ansi.color().code()) : out;
    }
    for (Modifier modifier : style.effectiveModifiers()) {
      out =
          switch (modifier) {
            case BOLD -> out.bold();
            case DIM -> out.faint();
            case REVERSED -> out.inverse();
            case UNDERLINED -> out.underline();
            case NORMAL, ITALIC, SLOW_BLINK, RAPID_BLINK, HIDDEN, CROSSED_OUT -> out;
          };
    }
    return out;
  }
}
