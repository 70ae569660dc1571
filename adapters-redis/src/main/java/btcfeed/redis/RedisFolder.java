package btcfeed.redis;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * The directory of an embedded Redis: its data, its log, and which process works on it.
 *
 * <p>The server writes its pid file itself, so it is right also for one that a person started by
 * hand on this directory.
 */
record RedisFolder(Path path) {
  private static final Duration ANSWER = Duration.ofSeconds(1);
  private static final int LOG_TAIL = 600;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final String REQUIRE = "requirepass ";

  /**
   * Makes the directory if need be; its path is the real one, as the server sees it. Its owner
   * alone may enter it (mode 0700), which closes the files the server makes there too.
   */
  static RedisFolder at(Path path) throws IOException {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (!posix) {
      return new RedisFolder(Files.createDirectories(path).toRealPath());
    }
    Path made = Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    Path real = made.toRealPath();
    if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(real))) {
      Files.setPosixFilePermissions(real, OWNER_ONLY);
    }
    return new RedisFolder(real);
  }

  Path pidFile() {
    return path.resolve("redis.pid");
  }

  Path logFile() {
    return path.resolve("redis.log");
  }

  /** What the server writes before it has opened its log. */
  Path outputFile() {
    return path.resolve("redis.out");
  }

  private Path portFile() {
    return path.resolve("redis.port");
  }

  /**
   * What whoever connects must know; empty as long as it was not {@link #lock locked}. Read from a
   * file that only its owner can read, and that survives restarts.
   */
  Optional<String> password() {
    String lines = read(secretFile());
    return lines.startsWith(REQUIRE)
        ? Optional.of(lines.substring(REQUIRE.length()).strip())
        : Optional.empty();
  }

  /** Keeps this password if there is none yet. */
  void lock(String newPassword) throws IOException {
    if (password().isPresent()) {
      return;
    }
    Path fresh = OwnerOnlyFiles.createTemp(path, "secret");
    Files.writeString(fresh, REQUIRE + newPassword + "\n");
    Files.move(fresh, secretFile(), StandardCopyOption.REPLACE_EXISTING);
  }

  /** The line of a Redis configuration that demands the password. */
  Path secretFile() {
    return path.resolve("redis.secret.conf");
  }

  /** The port of the last start; 0 if there was none. */
  int lastPort() {
    return (int) number(portFile()).orElse(0L).longValue();
  }

  void rememberPort(int port) throws IOException {
    Files.writeString(portFile(), Integer.toString(port));
  }

  /** The living server of this directory. */
  Optional<ProcessHandle> process() {
    return number(pidFile())
        .flatMap(ProcessHandle::of)
        .filter(ProcessHandle::isAlive)
        .filter(this::worksHere);
  }

  /**
   * Whether a process is a Redis on this directory, and not another that got the same number since.
   * A Redis overwrites its command line but stands in its directory; where the system does not show
   * that, the server has to say it.
   */
  private boolean worksHere(ProcessHandle process) {
    String command = process.info().command().orElse("");
    if (!command.contains("redis") && !command.contains("valkey")) {
      return false;
    }
    Path standing = Path.of("/proc", Long.toString(process.pid()), "cwd");
    try {
      return Files.exists(standing)
          ? standing.toRealPath().equals(path)
          : RedisQuestion.ask(lastPort(), ANSWER, password(), "CONFIG", "GET", "dir")
              .contains(path.toString());
    } catch (IOException e) {
      return false;
    }
  }

  /** The end of what the server had to say, on one line. */
  String lastWords() {
    String words = (read(outputFile()) + " " + read(logFile())).strip().replaceAll("\\s+", " ");
    return words.length() <= LOG_TAIL ? words : words.substring(words.length() - LOG_TAIL);
  }

  /** Starts log and output anew, keeping the log of the run before. */
  void turnLogs() throws IOException {
    Files.deleteIfExists(outputFile());
    if (Files.exists(logFile())) {
      Files.move(logFile(), path.resolve("redis.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Optional<Long> number(Path file) {
    try {
      return Optional.of(Long.parseLong(Files.readString(file).strip()));
    } catch (IOException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "";
    }
  }
}
