package btcfeed.architecture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tests that documents name as proof: each class and method exists. */
final class NamedTests {
  private static final Pattern NAME =
      Pattern.compile("`((?!Your)[A-Z]\\w+(?:Test|Contract))(?:\\.([a-z]\\w+))?`");

  private NamedTests() {}

  static FileRule rule() {
    return new FileRule(
            "Every test that a document names exists",
            file -> file.path().endsWith(".md") || file.isJava(),
            NamedTests::missing,
            List.of())
        .planted(
            new TextFile("README.md", "Nothing is lost: `NoSuchTest`\n"),
            new TextFile("docs/a.md", "A cut line: `NoSuchContract.cut`\n"));
  }

  private static List<String> missing(List<TextFile> files) {
    Map<String, String> sources =
        files.stream()
            .filter(TextFile::isJava)
            .collect(Collectors.toMap(TextFile::name, TextFile::text, String::concat));
    List<String> missing = new ArrayList<>();
    for (TextFile file : files) {
      if (!file.isJava()) {
        NAME.matcher(file.text())
            .results()
            .filter(name -> !exists(name, sources))
            .forEach(name -> missing.add(file.path() + ": " + name.group()));
      }
    }
    return missing;
  }

  private static boolean exists(MatchResult name, Map<String, String> sources) {
    String source = sources.getOrDefault(name.group(1) + ".java", "");
    String method = name.group(2);
    return !source.isEmpty()
        && (name.start(2) < 0 || Pattern.compile("\\b" + method + "\\(").matcher(source).find());
  }
}
