package btcfeed.architecture;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What {@code /health} gives as reasons, and where an operator finds what each of them means. */
final class Reasons {
  private static final String PAGE = "docs/operator.md";
  private static final String JUDGES = "domain/src/main/java/btcfeed/domain/health/";

  /** The code of a reason, or its end where the name of a store or venue is put before it. */
  private static final Pattern CODE = Pattern.compile("\"(_?[a-z]+(?:_[a-z]+)*)\"(?= *[,;])");

  private Reasons() {}

  static FileRule rule() {
    return new FileRule(
            "Every reason of /health stands in " + PAGE,
            file -> file.path().equals(PAGE) || isJudge(file),
            Reasons::missing,
            List.of())
        .planted(
            new TextFile(JUDGES + "PlantedHealth.java", "new Reason(NOTE, \"never_told\", why)\n"));
  }

  private static boolean isJudge(TextFile file) {
    return file.path().startsWith(JUDGES) && file.name().endsWith("Health.java");
  }

  private static List<String> missing(List<TextFile> files) {
    String page =
        files.stream()
            .filter(file -> file.path().equals(PAGE))
            .map(TextFile::text)
            .collect(Collectors.joining());
    return files.stream()
        .filter(Reasons::isJudge)
        .flatMap(
            file ->
                CODE.matcher(file.text())
                    .results()
                    .map(MatchResult::group)
                    .map(code -> code.replace("\"", ""))
                    .filter(code -> !page.contains(code + "`"))
                    .map(code -> file.path() + ": " + code))
        .toList();
  }
}
