package btcfeed.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The formatter, as a test. Run with {@code -Dformat=apply} it formats instead of complaining:
 * CONTRIBUTING.md has the whole command.
 */
@DisplayName("The formatter")
class FormatTest {
  private static final String HOW_TO_FIX =
      "not as google-java-format writes them; to have them rewritten, add -Dformat=apply"
          + " (CONTRIBUTING.md, Format, has the whole command)";

  private final Formatter formatter = new Formatter();

  @Test
  @DisplayName("has nothing to change in any Java file")
  void everyFileIsFormatted() throws IOException {
    List<TextFile> sources = ProjectFiles.sources();
    assertThat(sources).isNotEmpty();

    List<TextFile> changed =
        sources.parallelStream().flatMap(source -> reformatted(source).stream()).toList();

    if (System.getProperty("format", "check").equals("apply")) {
      for (TextFile file : changed) {
        Files.writeString(ProjectFiles.ROOT.resolve(file.path()), file.text());
      }
    } else {
      assertThat(changed).extracting(TextFile::path).as(HOW_TO_FIX).isEmpty();
    }
  }

  @Test
  @DisplayName("would change imports out of order or without use, and lines too long or askew")
  void changesWhatIsNotFormatted() {
    TextFile askew =
        new TextFile(
            "A.java",
            """
            import java.util.Set;
            import java.util.List;
            import java.util.Map;
            class A { List<String> a;
                Set<String> b; String c = "%s"; }
            """
                .formatted("word ".repeat(30)));

    TextFile straight = reformatted(askew).orElseThrow();

    assertThat(straight.lines())
        .startsWith("import java.util.List;", "import java.util.Set;", "", "class A {")
        .allMatch(line -> line.length() <= 100);
    assertThat(reformatted(straight)).isEmpty();
  }

  /**
   * A source as the formatter's command line would write it without options: imports, layout, long
   * strings. Empty if it is so already.
   */
  private Optional<TextFile> reformatted(TextFile source) {
    try {
      String text = formatter.formatSourceAndFixImports(source.text());
      return text.equals(source.text())
          ? Optional.empty()
          : Optional.of(new TextFile(source.path(), text));
    } catch (FormatterException e) {
      throw new AssertionError(source.path() + " cannot be parsed", e);
    }
  }
}
