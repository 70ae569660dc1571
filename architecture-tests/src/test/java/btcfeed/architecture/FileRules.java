package btcfeed.architecture;

import static btcfeed.architecture.FileRule.each;

import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the project's files look like, beyond what the formatter does. */
final class FileRules {
  private static final int MAX_LINES = 400;
  private static final int MAX_MAIN_LINES = 350;

  private static final Set<String> TIDY =
      Set.of("java", "md", "xml", "properties", "yml", "yaml", "lua", "sh", "html", "css", "js");

  // Each pattern is written so that it does not match itself.
  private static final Pattern UNFINISHED = Pattern.compile("\\b(TOD[O]|FIXM[E]|XX[X]|HAC[K])\\b");
  private static final Pattern SWITCHED_OFF =
      Pattern.compile(
          "@(Disable[d]|Ignor[e]|EnabledI[f]|EnabledO[n]|Abandone[d])\\w*|\\bassum(?:eTrue|eFalse|ingThat)\\(");
  private static final Pattern TEST =
      Pattern.compile("^ *@(Test|ParameterizedTest|RepeatedTest|Property|Example|TestFactory)\\b");
  private static final Pattern SLEEP =
      Pattern.compile("\\b(Thread|TimeUnit\\.\\w+)\\s*(\\.|::)\\s*slee[p]\\b(?!\")");
  private static final Pattern MACHINE_PATH =
      Pattern.compile(
          "(?<![\\w.$}~/:-])/(?:tmp|work|root|home|Users|mnt|media)/[\\w.{$]|[A-Z]:\\\\Users");
  private static final Pattern REGISTRY_HOST =
      Pattern.compile(
          "https?://[\\w.-]*(?:artifactory|nexus|jfrog|mirror|registry|repo\\d?\\.maven|repository)[\\w-]*\\.[\\w.-]+");
  private static final Pattern JAVADOC =
      Pattern.compile("(?s)^/\\*\\*\\s*(\\*\\s*)?\\w.{20,}?\\*/\\s*package ");

  // Arrows and box drawing; a text that needs more writes it as an escape.
  private static final Pattern NOT_PLAIN =
      Pattern.compile("[^\\x00-\\x7e\\x{2190}-\\x{21ff}\\x{2500}-\\x{257f}]");

  private FileRules() {}

  static List<FileRule> rules() {
    return List.of(
        each("Nothing is marked as unfinished", file -> true, file -> file.linesWith(UNFINISHED))
            .planted(
                file("a/A.java", "// TO" + "DO later\n"), file("b.xml", "<!-- FIX" + "ME -->\n")),
        each(
                "No test is switched off, and none passes by giving up",
                file -> file.isJava() && file.isTest(),
                file -> file.linesWith(SWITCHED_OFF))
            .planted(
                file("a/src/test/A.java", "@Dis" + "abled(\"flaky\")\n"),
                file("a/src/test/B.java", "assume" + "True(dockerAnswers);\n")),
        each(
                "No test sleeps: it waits for what it waits for",
                file -> file.isJava() && file.isTest() && !file.isPlanted(),
                file -> file.linesWith(SLEEP))
            .planted(
                file("a/src/test/A.java", "Thread.sle" + "ep(100);\n"),
                file("test-support/B.java", "TimeUnit.SECONDS.sle" + "ep(1);\n")),
        each(
                "What holds tests is run: its name ends in Test or JarCheck, or in Contract for"
                    + " others to run",
                file -> file.isJava() && file.isTest() && !file.isPlanted(),
                file ->
                    file.name().matches(".*(Test|JarCheck|Contract)\\.java")
                        ? List.of()
                        : file.linesWith(TEST))
            .planted(
                file("a/src/test/AProperties.java", "  @Prop" + "erty\n"),
                file("a/src/test/Tests.java", "  @Te" + "st\n")),
        each(
                "No Java file is longer than " + MAX_LINES + " lines",
                TextFile::isJava,
                file ->
                    file.lines().size() > MAX_LINES
                        ? List.of(file.path() + ": " + file.lines().size() + " lines")
                        : List.of())
            .planted(file("a/A.java", "// a line\n".repeat(MAX_LINES + 1))),
        each(
                "No main file is longer than " + MAX_MAIN_LINES + " lines",
                file -> file.isJava() && file.isMain(),
                file ->
                    file.lines().size() > MAX_MAIN_LINES
                        ? List.of(file.path() + ": " + file.lines().size() + " lines")
                        : List.of())
            .planted(file("a/src/main/java/A.java", "// a line\n".repeat(MAX_MAIN_LINES + 1))),
        each(
                "No two main types have the same simple name",
                FileRules::isMainType,
                file ->
                    ProjectFiles.texts().stream()
                        .filter(FileRules::isMainType)
                        .filter(other -> other.name().equals(file.name()))
                        .filter(other -> !other.path().equals(file.path()))
                        .map(other -> file.path() + ": has the name of " + other.path())
                        .toList())
            .planted(file("a/src/main/java/btcfeed/a/PriceTick.java", "class PriceTick {}\n")),
        each(
                "Java files are ASCII, but for the lines and arrows of a diagram",
                TextFile::isJava,
                file -> file.linesWith(NOT_PLAIN))
            .planted(file("a/A.java", "// caf\u00e9\n")),
        each(
                "Text has LF line ends, no tabs, no trailing blanks, and ends with a line end",
                FileRules::isTidied,
                FileRules::untidy)
            .planted(
                file("a.md", "one\r\ntwo\r\n"),
                file("b.xml", "\t<a/>\n"),
                file("c/C.java", "class C {} \n"),
                file("d.md", "no end"),
                file("e.md", "two ends\n\n")),
        new FileRule(
                "Every package says in its package-info what it is for",
                TextFile::isJava,
                FileRules::packagesWithoutInfo,
                List.of())
            .planted(
                file("a/src/main/java/btcfeed/bare/A.java", "package btcfeed.bare;\n"),
                file("a/src/main/java/btcfeed/mute/package-info.java", "package btcfeed.mute;\n")),
        each(
                "No file names a path of somebody's machine",
                file -> !isWrapper(file),
                file -> file.linesWith(MACHINE_PATH))
            .planted(
                file("a.md", "see /ho" + "me/me/notes.txt\n"),
                file("b/B.java", "Path.of(\"/t" + "mp/x\")\n")),
        each(
                "No file names a host that artifacts come from, but for the wrapper's own",
                file -> !isWrapper(file),
                file -> file.linesWith(REGISTRY_HOST))
            .planted(
                file("pom.xml", "<url>https://repo1.mav" + "en.org/maven2</url>\n"),
                file("a.md", "from https://nex" + "us.example.com/x\n")),
        Links.rule(),
        NamedTests.rule(),
        Reasons.rule());
  }

  private static TextFile file(String path, String text) {
    return new TextFile(path, text);
  }

  private static boolean isWrapper(TextFile file) {
    return Set.of("mvnw", "mvnw.cmd", ".mvn/wrapper/maven-wrapper.properties")
        .contains(file.path());
  }

  /** Ours to tidy: not recorded frames, not what is checked in as others made it. */
  private static boolean isTidied(TextFile file) {
    String extension = file.name().substring(file.name().lastIndexOf('.') + 1);
    boolean foreign = file.name().contains(".min.") || file.path().contains("/vendor/");
    return TIDY.contains(extension) && !foreign && !file.path().contains("/src/test/resources/");
  }

  private static List<String> untidy(TextFile file) {
    if (file.text().contains("\r")) {
      return List.of(file.path() + ": a carriage return");
    }
    if (!file.text().endsWith("\n") || file.text().endsWith("\n\n")) {
      return List.of(file.path() + ": does not end with exactly one line end");
    }
    return file.linesWith(Pattern.compile("\t|\\s$"));
  }

  private static List<String> packagesWithoutInfo(List<TextFile> files) {
    Predicate<TextFile> speaks =
        file -> file.name().equals("package-info.java") && JAVADOC.matcher(file.text()).find();
    TreeMap<String, Boolean> packages = new TreeMap<>();
    for (TextFile file : files) {
      if (file.isPlanted() && !file.folder().endsWith("/planted")) {
        continue;
      }
      packages.merge(packageOf(file), speaks.test(file), Boolean::logicalOr);
    }
    packages.values().removeIf(told -> told);
    return packages.keySet().stream().map(name -> name + ": no package-info that says so").toList();
  }

  private static boolean isMainType(TextFile file) {
    return file.isJava() && file.isMain() && !file.name().equals("package-info.java");
  }

  /** The package of a file by its folder, for main and test files of every module. */
  private static String packageOf(TextFile file) {
    int java = file.folder().lastIndexOf("/java/");
    return file.folder().substring(java < 0 ? 0 : java + "/java/".length()).replace('/', '.');
  }
}
