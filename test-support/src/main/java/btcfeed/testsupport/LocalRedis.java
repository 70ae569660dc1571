package btcfeed.testsupport;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A {@code redis-server} of this machine. */
final class LocalRedis extends LocalProcess implements RedisHost {
  private final Path binary;
  private final int port;

  LocalRedis(Path binary, int port) {
    this.binary = binary;
    this.port = port;
  }

  /** A server on the PATH. */
  static Optional<Path> onPath() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.of("redis-server", "valkey-server")
        .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(dir -> Path.of(dir, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** The server that the embedded-redis library bundles; empty on an unsupported platform. */
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
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(List.of("--port", "" + port, "--bind", "127.0.0.1"));
    command.addAll(List.of("--dir", "" + directory()));
    // "no" writes before every answer, as a kill -9 requires, and never waits for a slow disk.
    command.addAll(List.of("--save", "", "--appendonly", "yes", "--appendfsync", "no"));
    command.addAll(List.of("--maxmemory-policy", "noeviction"));
    command.addAll(options);
    start(command);
  }
}
