package btcfeed.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
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
    boolean apply = System.getProperty("format", "check").equals("apply");
    List<TextFile> sources = ProjectFiles.sources();
    assertThat(sources).isNotEmpty();

    List<TextFile> changed =
        sources.parallelStream()
            .map(source -> new TextFile(source.path(), formatted(source)))
            .filter(formatted -> !sources.contains(formatted))
            .toList();

    if (apply) {
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

    assertThat(formatted(askew).lines())
        .startsWith("import java.util.List;", "import java.util.Set;", "", "class A {")
        .allMatch(line -> line.length() <= 100);
  }

  /**
   * What the formatter's command line makes of it without options: imports, layout, long strings.
   */
  private String formatted(TextFile source) {
    try {
      return formatter.formatSourceAndFixImports(source.text());
    } catch (FormatterException e) {
      throw new AssertionError(source.path() + " cannot be parsed", e);
    }
  }
}
