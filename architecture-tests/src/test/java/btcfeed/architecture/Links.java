package btcfeed.architecture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Links between documents: each leads somewhere. */
final class Links {
  private static final Pattern LINK = Pattern.compile("\\]\\(\\s*<?([^)>\\s]+)>?[^)]*\\)");
  private static final Pattern ELSEWHERE = Pattern.compile("[a-z][a-z0-9+.-]*:.*");
  private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *#*$");

  private Links() {}

  static FileRule rule() {
    return FileRule.each(
            "Every link of a document to another file, or to a heading, leads somewhere",
            file -> file.path().endsWith(".md"),
            Links::broken)
        .planted(
            new TextFile("README.md", "See [the plan](docs/no-such-plan.md).\n"),
            new TextFile("docs/a.md", "# A heading\n\nSee [above](#another-heading).\n"));
  }

  private static List<String> broken(TextFile file) {
    List<String> broken = new ArrayList<>();
    Matcher links = LINK.matcher(file.text());
    while (links.find()) {
      String target = links.group(1);
      if (!ELSEWHERE.matcher(target).matches() && !leadsSomewhere(file, target)) {
        broken.add(file.path() + ": " + target);
      }
    }
    return broken;
  }

  private static boolean leadsSomewhere(TextFile file, String target) {
    int hash = target.indexOf('#');
    String path = hash < 0 ? target : target.substring(0, hash);
    if (path.isEmpty()) {
      return hasHeading(file, target.substring(1));
    }
    Path from = ProjectFiles.ROOT.resolve(file.folder());
    Path to =
        path.startsWith("/") ? ProjectFiles.ROOT.resolve(path.substring(1)) : from.resolve(path);
    return to.normalize().startsWith(ProjectFiles.ROOT) && Files.exists(to);
  }

  /** Whether a heading makes this anchor, by GitHub's way of making them. */
  private static boolean hasHeading(TextFile file, String anchor) {
    return HEADING
        .matcher(file.text())
        .results()
        .map(
            heading ->
                heading
                    .group(1)
                    .toLowerCase(java.util.Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-'))
        .anyMatch(anchor::equals);
  }
}
