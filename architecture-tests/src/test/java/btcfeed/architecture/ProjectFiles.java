package btcfeed.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The project's own files: what git tracks or would, or all but what a build makes. */
final class ProjectFiles {
  /** Where the build began. Set by the build; an IDE runs tests in the module's folder. */
  static final Path ROOT =
      Path.of(System.getProperty("project.root", "..")).toAbsolutePath().normalize();

  private static final Set<String> NOT_OURS =
      Set.of(".git", "target", "data", ".idea", ".vscode", ".settings");

  private static final List<TextFile> TEXTS = read();

  private ProjectFiles() {}

  /** Every file of text, by path. */
  static List<TextFile> texts() {
    return TEXTS;
  }

  /** Every Java source. */
  static List<TextFile> sources() {
    return TEXTS.stream().filter(TextFile::isJava).toList();
  }

  private static List<TextFile> read() {
    return trackedByGit()
        .orElseGet(ProjectFiles::walked)
        .map(ProjectFiles::text)
        .flatMap(Optional::stream)
        .sorted()
        .toList();
  }

  /** Empty without git, outside a clone, or in a folder that another clone ignores. */
  private static Optional<Stream<Path>> trackedByGit() {
    try {
      Process git =
          new ProcessBuilder("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
              .directory(ROOT.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      git.getOutputStream().close();
      String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean done = git.waitFor(30, TimeUnit.SECONDS);
      git.destroy();
      List<String> names = List.of(out.split("\0", -1));
      return done && git.exitValue() == 0 && names.contains("pom.xml")
          ? Optional.of(names.stream().filter(name -> !name.isEmpty()).map(Path::of))
          : Optional.empty();
    } catch (IOException noGit) {
      return Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
  }

  private static Stream<Path> walked() {
    try (Stream<Path> all = Files.walk(ROOT)) {
      return all
          .map(ROOT::relativize)
          .filter(
              path -> Stream.of(path.toString().split("[/\\\\]", -1)).noneMatch(NOT_OURS::contains))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty for folders, for files deleted and not committed yet, and for what is not text. */
  private static Optional<TextFile> text(Path path) {
    Path file = ROOT.resolve(path);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Files.readAllBytes(file);
      for (byte b : bytes) {
        if (b == 0) {
          return Optional.empty();
        }
      }
      String name = path.toString().replace('\\', '/');
      return Optional.of(new TextFile(name, new String(bytes, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
