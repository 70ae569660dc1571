package btcfeed.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server of this machine, in a temporary directory. Ends with {@link #close} and the JVM. */
class LocalProcess implements AutoCloseable {
  private final Path directory;
  private Optional<Process> process = Optional.empty();

  LocalProcess() {
    try {
      directory = Files.createTempDirectory("btcfeed-redis");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  Path directory() {
    return directory;
  }

  void start(List<String> command) {
    try {
      process =
          Optional.of(
              new ProcessBuilder(command)
                  .redirectErrorStream(true)
                  .redirectOutput(directory.resolve("log").toFile())
                  .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** False once the server has ended. */
  public boolean alive() {
    return process.filter(Process::isAlive).isPresent();
  }

  public String log() {
    try {
      return Files.readString(directory.resolve("log"));
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  /** SIGSTOP. */
  public void freeze() {
    signal("STOP");
  }

  /** SIGCONT. */
  public void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      await(new ProcessBuilder("kill", "-" + name, "" + process.orElseThrow().pid()).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL. Returns when it has ended. */
  public void kill() {
    process.ifPresent(
        running -> {
          running.destroyForcibly();
          await(running);
        });
    process = Optional.empty();
  }

  private static void await(Process process) {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("process " + process.pid() + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Deletes all files of the directory. */
  void deleteContents() {
    try (Stream<Path> tree = Files.walk(directory)) {
      tree.sorted(Comparator.reverseOrder())
          .filter(path -> !path.equals(directory))
          .forEach(path -> path.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      // The shutdown hook closes once more, when the directory is gone.
    }
  }

  @Override
  public void close() {
    kill();
    deleteContents();
    directory.toFile().delete();
  }
}
