package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program of a documentation page, run exactly as printed there except for its ports. */
final class PageProgram implements AutoCloseable {
  private static final Path PACKAGES = Path.of("src", "test", "resources", "python");

  final List<String> output = new CopyOnWriteArrayList<>();
  final List<String> errors = new CopyOnWriteArrayList<>();
  private final Process process;

  private PageProgram(Process process) {
    this.process = process;
    collect(process.getInputStream(), output);
    collect(process.getErrorStream(), errors);
  }

  /** Runs the first block of Python of a page. */
  static PageProgram python(Path page, Map<String, Integer> ports, Path folder) throws IOException {
    Path file = file(page, "python", ports, folder.resolve("program.py"));
    ProcessBuilder python = new ProcessBuilder("python3", "-u", file.toString());
    python.environment().put("PYTHONPATH", PACKAGES.toAbsolutePath().toString());
    python.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    return new PageProgram(python.start());
  }

  /** Runs the first block of Java of a page, from its source. */
  static PageProgram java(Path page, Map<String, Integer> ports, Path folder) throws IOException {
    Path file = file(page, "java", ports, folder.resolve("Follow.java"));
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new PageProgram(new ProcessBuilder(java.toString(), file.toString()).start());
  }

  private static Path file(Path page, String language, Map<String, Integer> ports, Path file)
      throws IOException {
    Matcher block =
        Pattern.compile("(?s)```" + language + "\n(.*?)```").matcher(Files.readString(page));
    assertThat(block.find()).isTrue();
    String text = block.group(1);
    for (Map.Entry<String, Integer> port : ports.entrySet()) {
      assertThat(text).contains(port.getKey());
      text = text.replace(port.getKey(), port.getValue().toString());
    }
    return Files.writeString(file, text);
  }

  private static void collect(InputStream from, List<String> to) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (BufferedReader lines =
                  new BufferedReader(new InputStreamReader(from, StandardCharsets.UTF_8))) {
                lines.lines().forEach(to::add);
              } catch (IOException | UncheckedIOException end) {
                to.add("ended: " + end);
              }
            });
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
