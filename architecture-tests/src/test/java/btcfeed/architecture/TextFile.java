package btcfeed.architecture;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A file of text.
 *
 * @param path from the project's root, with slashes
 */
record TextFile(String path, String text) implements Comparable<TextFile> {

  boolean isJava() {
    return path.endsWith(".java");
  }

  /** True of tests, and of what only tests use. */
  boolean isTest() {
    return path.contains("/src/test/") || path.startsWith(FeedModule.TEST_SUPPORT.folder() + "/");
  }

  /** True of what is shipped, and of what tests share. */
  boolean isMain() {
    return path.contains("/src/main/");
  }

  /** True of the violations kept for the rules about classes. */
  boolean isPlanted() {
    return path.contains("/btcfeed/planted/");
  }

  /** The last part of the path. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The path without its last part; empty at the root. */
  String folder() {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  List<String> lines() {
    return text.lines().toList();
  }

  /** Every line in which the pattern is found, as {@code path:line: the line}. */
  List<String> linesWith(Pattern pattern) {
    List<String> lines = lines();
    return IntStream.range(0, lines.size())
        .filter(i -> pattern.matcher(lines.get(i)).find())
        .mapToObj(i -> path + ":" + (i + 1) + ": " + lines.get(i).strip())
        .toList();
  }

  @Override
  public int compareTo(TextFile other) {
    return path.compareTo(other.path);
  }
}
