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
 * A Redis server to run: the one configured, else one on the PATH, else the one we bring along,
 * which is a Redis 7.0.15 for Linux and macOS, linked statically.
 */
final class RedisBinary {
  private static final String BUNDLED = "redis-server-7.0.15-";

  private RedisBinary() {}

  /**
   * Finds it; the bundled one is unpacked into {@code directory}. Throws IOException with a
   * sentence for a person if there is none.
   */
  static Path find(Optional<Path> configured, Host host, Path directory) throws IOException {
    if (configured.isPresent()) {
      if (!Files.isExecutable(configured.get())) {
        throw new IOException(configured.get() + " is no program that can be run");
      }
      return configured.get();
    }
    Optional<Path> installed = onPath(host.searchPath(), "redis-server", "valkey-server");
    return installed.isPresent() ? installed.get() : unpack(bundledName(host), directory);
  }

  /** The same, without unpacking it: what would be run. */
  static Path wouldBe(Optional<Path> configured, Host host, Path directory) {
    return configured
        .or(() -> onPath(host.searchPath(), "redis-server", "valkey-server"))
        .orElseGet(() -> directory.resolve(bundledName(host)));
  }

  /** What an operator should know of a server; empty for nothing. */
  static String advisory(Path binary) {
    return binary.getFileName().toString().startsWith(BUNDLED)
        ? "the embedded Redis is the bundled 7.0.15, which is open to CVE-2025-49844 and"
            + " CVE-2024-31449 (Lua scripts of whoever may connect); install redis-server or"
            + " valkey-server, or name one with FEED_REDIS_BINARY"
        : "";
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
    String os = host.system().toLowerCase(Locale.ROOT);
    String arch = host.architecture().toLowerCase(Locale.ROOT);
    String system = os.startsWith("mac") ? "darwin" : os;
    return BUNDLED
        + system
        + "-"
        + switch (arch) {
          case "x86_64", "amd64" -> "amd64";
          case "aarch64", "arm64" -> "arm64";
          case "i386", "x86" -> "386";
          default -> arch;
        };
  }

  private static Path unpack(String name, Path directory) throws IOException {
    try (InputStream in = RedisBinary.class.getResourceAsStream("/" + name)) {
      if (in == null) {
        throw new IOException(
            "no redis-server on the PATH, and none is bundled for this system (" + name + ")");
      }
      Path file = directory.resolve(name);
      Path fresh = Files.createTempFile(directory, name, ".new");
      Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
      if (!fresh.toFile().setExecutable(true)) {
        throw new IOException("cannot make " + fresh + " executable");
      }
      // In one step: a start that was interrupted must not leave half a program behind.
      return Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
