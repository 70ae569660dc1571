package btcfeed.architecture;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A promise about files.
 *
 * @param promise what it promises, in a sentence
 * @param applies to which files
 * @param complaints what is wrong with the files it applies to, as {@code path: what}
 * @param planted files that break it, each at least once
 */
record FileRule(
    String promise,
    Predicate<TextFile> applies,
    Function<List<TextFile>, List<String>> complaints,
    List<TextFile> planted) {

  /** A rule that looks at one file at a time. */
  static FileRule each(
      String promise, Predicate<TextFile> applies, Function<TextFile, List<String>> complaints) {
    return new FileRule(
        promise,
        applies,
        files -> files.stream().flatMap(file -> complaints.apply(file).stream()).toList(),
        List.of());
  }

  FileRule planted(TextFile... files) {
    return new FileRule(promise, applies, complaints, List.of(files));
  }

  /** What is wrong with any of these files. */
  List<String> check(List<TextFile> files) {
    return complaints.apply(files.stream().filter(applies).toList());
  }

  @Override
  public String toString() {
    return promise;
  }
}
