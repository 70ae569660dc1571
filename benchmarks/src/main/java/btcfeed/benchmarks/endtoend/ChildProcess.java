package btcfeed.benchmarks.endtoend;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process that this benchmark started: its output and its cost. {@link #close} ends it. */
final class ChildProcess implements AutoCloseable {
  private static final int TAIL_LINES = 15;
  private static final String ENDED = "";
  // Linux reports processor time in this unit, whatever the kernel's own tick is.
  private static final double CLOCK_TICKS_A_SECOND = 100.0;

  private final String name;
  private final Process process;
  private final Path log;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();

  private ChildProcess(String name, Process process, Path log) {
    this.name = name;
    this.process = process;
    this.log = log;
  }

  /**
   * Starts a process that inherits only {@code PATH} from the environment.
   *
   * @param directory its working directory, which also gets its log
   */
  static ChildProcess start(
      String name, Path directory, Map<String, String> environment, List<String> command)
      throws IOException {
    Path log = directory.resolve(name.replace(' ', '-') + ".log");
    ProcessBuilder builder = builder(directory, environment, command);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return new ChildProcess(name, builder.start(), log);
  }

  /** As {@link #start}, with standard output for {@link #answer}. */
  static ChildProcess talking(String name, Path directory, List<String> command)
      throws IOException {
    Path log = directory.resolve(name.replace(' ', '-') + ".log");
    ProcessBuilder builder = builder(directory, Map.of(), command);
    builder.redirectError(log.toFile());
    ChildProcess child = new ChildProcess(name, builder.start(), log);
    Thread.ofVirtual().start(child::listen);
    return child;
  }

  private static ProcessBuilder builder(
      Path directory, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    Map<String, String> variables = builder.environment();
    variables.keySet().retainAll(List.of("PATH"));
    variables.putAll(environment);
    return builder;
  }

  private void listen() {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(answers::add);
    } catch (IOException | UncheckedIOException _) {
      // It has ended.
    }
    answers.add(ENDED);
  }

  /** Writes a line to its standard input. */
  void send(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Its next output line, without the word with which the line must begin. */
  String answer(String word, Duration atMost) throws IOException {
    try {
      String line = answers.poll(atMost.toMillis(), TimeUnit.MILLISECONDS);
      if (line == null || !line.startsWith(word + " ")) {
        throw new IOException(name + " did not answer '" + word + "'" + tail());
      }
      return line.substring(word.length() + 1);
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  /** Fails with its last output lines if it has ended. */
  void requireAlive() throws IOException {
    if (!process.isAlive()) {
      throw new IOException(name + " ended with code " + process.exitValue() + tail());
    }
  }

  /** The user and system time of all its threads since the start. */
  double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
    // The second field is the program's name in brackets, which can contain spaces.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / CLOCK_TICKS_A_SECOND;
  }

  /** The peak of its physical memory. */
  double peakMegabytes() throws IOException {
    return memory("VmHWM:");
  }

  private double memory(String line) throws IOException {
    for (String entry :
        Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
      if (entry.startsWith(line)) {
        return Long.parseLong(entry.replaceAll("\\D", "")) / 1024.0;
      }
    }
    throw new IOException("the kernel does not report the memory of " + name);
  }

  /** Resets {@link #peakMegabytes}. */
  void forgetPeak() throws IOException {
    Files.writeString(Path.of("/proc", Long.toString(process.pid()), "clear_refs"), "5");
  }

  /** Its present physical memory. */
  double megabytes() throws IOException {
    return memory("VmRSS:");
  }

  /** Freezes it with open connections until {@link #thaw}. */
  void freeze() throws IOException {
    signal("STOP");
  }

  /** Lets it continue. */
  void thaw() throws IOException {
    signal("CONT");
  }

  private void signal(String name) throws IOException {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  /** Asks it to end and returns its exit code; fails after a timeout. */
  int end(Duration atMost) throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(name + " did not end within " + atMost.toSeconds() + " s" + tail());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  /** Its last output lines, each on its own line after a colon. */
  String tail() throws IOException {
    List<String> lines = Files.readAllLines(log);
    return lines.stream()
        .skip(Math.max(0, lines.size() - TAIL_LINES))
        .reduce(":", (all, line) -> all + System.lineSeparator() + "  " + line);
  }

  /** Kills it if it still runs. */
  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor(5, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
