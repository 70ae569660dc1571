package btcfeed.testsupport;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A {@code redis-server} of this machine, in a temporary directory of its own. */
final class LocalRedis implements RedisHost {
  private final Path binary;
  private final int port;
  private final Path directory;
  private Optional<Process> process = Optional.empty();

  LocalRedis(Path binary, int port) {
    this.binary = binary;
    this.port = port;
    try {
      this.directory = Files.createTempDirectory("btcfeed-redis");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** A server on PATH. */
  static Optional<Path> onPath() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of("redis-server", "valkey-server")
        .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(dir -> Path.of(dir, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The one that comes with the embedded-redis library, unpacked; none for an exotic machine. */
  static Optional<Path> bundled() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String name =
        "/redis-server-7.0.15-%s-%s"
            .formatted(
                os.startsWith("mac") ? "darwin" : os,
                arch.equals("aarch64") ? "arm64" : arch.replace("x86_64", "amd64"));
    try (InputStream in = LocalRedis.class.getResourceAsStream(name)) {
      if (in == null) {
        return Optional.empty();
      }
      Path file = Files.createTempFile("redis-server", "");
      file.toFile().deleteOnExit();
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file.toFile().setExecutable(true) ? Optional.of(file) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void start(List<String> options, boolean withData) {
    if (!withData) {
      deleteContents();
    }
    List<String> command =
        new ArrayList<>(
            List.of(
                binary.toString(),
                "--port",
                "" + port,
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "yes",
                // Written before every answer, as a kill -9 wants it, even while a disk is slow to
                // sync: with any other value what was answered may not have been written yet.
                "--appendfsync",
                "no",
                "--maxmemory-policy",
                "noeviction",
                "--dir",
                "" + directory));
    command.addAll(options);
    try {
      process =
          Optional.of(
              new ProcessBuilder(command)
                  .redirectErrorStream(true)
                  .redirectOutput(directory.resolve("redis.log").toFile())
                  .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void kill() {
    process.ifPresent(
        running -> {
          running.destroyForcibly();
          await(running);
        });
    process = Optional.empty();
  }

  @Override
  public void freeze() {
    signal("-STOP");
  }

  @Override
  public void thaw() {
    signal("-CONT");
  }

  @Override
  public int port() {
    return port;
  }

  @Override
  public boolean alive() {
    return process.filter(Process::isAlive).isPresent();
  }

  @Override
  public String log() {
    try {
      return Files.readString(directory.resolve("redis.log"));
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  @Override
  public void close() {
    kill();
    deleteContents();
    directory.toFile().delete();
  }

  private void signal(String signal) {
    try {
      await(new ProcessBuilder("kill", signal, "" + process.orElseThrow().pid()).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  private void deleteContents() {
    try (Stream<Path> tree = Files.walk(directory)) {
      tree.sorted(Comparator.reverseOrder())
          .filter(path -> !path.equals(directory))
          .forEach(path -> path.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      // Gone already: the shutdown hook closes once more.
    }
  }
}
