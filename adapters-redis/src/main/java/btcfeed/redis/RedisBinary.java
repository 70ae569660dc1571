package btcfeed.redis;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the program of the embedded Redis: the configured one, else one on the PATH, else the
 * bundled one. The bundled one is Redis 7.0.15 for Linux and macOS, linked statically.
 */
final class RedisBinary {
  private static final String BUNDLED = "redis-server-7.0.15-";

  private RedisBinary() {}

  /**
   * Finds the program, and unpacks the bundled one into {@code directory}. An IOException explains
   * to the operator why there is none.
   */
  static Path find(Optional<Path> configured, Host host, Path directory) throws IOException {
    if (configured.isPresent() && !Files.isExecutable(configured.get())) {
      throw new IOException(configured.get() + " is not an executable program");
    }
    Optional<Path> found = configured.or(() -> installed(host));
    return found.isPresent() ? found.get() : unpack(bundledName(host), directory);
  }

  /** The program that would be started, without unpacking it. */
  static Path wouldBe(Optional<Path> configured, Host host, Path directory) {
    return configured
        .or(() -> installed(host))
        .orElseGet(() -> directory.resolve(bundledName(host)));
  }

  /** What an operator should know of a program; empty for nothing. */
  static String advisory(Path binary) {
    return binary.getFileName().toString().startsWith(BUNDLED)
        ? "the embedded Redis is the bundled 7.0.15, which is open to CVE-2025-49844 and"
            + " CVE-2024-31449 (Lua scripts of a client that may connect); install redis-server or"
            + " valkey-server, or name one with FEED_REDIS_BINARY"
        : "";
  }

  private static Optional<Path> installed(Host host) {
    return onPath(host.searchPath(), "redis-server", "valkey-server");
  }

  /** The first of some programs that is found in the folders of a PATH. */
  static Optional<Path> onPath(String searchPath, String... names) {
    return Stream.of(names)
        .flatMap(
            name ->
                Stream.of(searchPath.split(File.pathSeparator))
                    .filter(folder -> !folder.isEmpty())
                    .map(folder -> Path.of(folder, name)))
        .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
        .findFirst();
  }

  private static String bundledName(Host host) {
    String system = host.system().toLowerCase(Locale.ROOT);
    String architecture = host.architecture().toLowerCase(Locale.ROOT);
    return BUNDLED
        + (system.startsWith("mac") ? "darwin" : system)
        + "-"
        + switch (architecture) {
          case "x86_64", "amd64" -> "amd64";
          case "aarch64", "arm64" -> "arm64";
          case "i386", "x86" -> "386";
          default -> architecture;
        };
  }

  private static Path unpack(String name, Path directory) throws IOException {
    try (InputStream in = RedisBinary.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new IOException(
            "no redis-server on the PATH, and none is bundled for this system (" + name + ")");
      }
      Path draft = Files.createTempFile(directory, name, ".new");
      Files.copy(in, draft, StandardCopyOption.REPLACE_EXISTING);
      if (!draft.toFile().setExecutable(true)) {
        throw new IOException("cannot make " + draft + " executable");
      }
      // In one step, so that an interrupted start leaves no incomplete program.
      return Files.move(draft, directory.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
