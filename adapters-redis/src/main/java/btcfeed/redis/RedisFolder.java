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
 * The directory of an embedded Redis: its data, its log, and the process that works on it.
 *
 * <p>The server writes its pid file itself, so the file is also right for a server that an operator
 * started by hand on this directory.
 */
record RedisFolder(Path path) {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(1);
  private static final int LOG_TAIL = 600;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rwx------");
  private static final String REQUIRE = "requirepass ";

  /**
   * Makes the directory if need be; its path is the real one, as the server reports it. Only its
   * owner may enter it (mode 0700), so the files that the server makes are closed as well.
   */
  static RedisFolder at(Path path) throws IOException {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (!posix) {
      return new RedisFolder(Files.createDirectories(path).toRealPath());
    }
    Path real =
        Files.createDirectories(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY))
            .toRealPath();
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

  /** What the server prints before it opens its log. */
  Path outputFile() {
    return path.resolve("redis.out");
  }

  private Path portFile() {
    return path.resolve("redis.port");
  }

  /** The password that clients need; empty before {@link #lock}. It survives restarts. */
  Optional<String> password() {
    String lines = read(secretFile());
    return lines.startsWith(REQUIRE)
        ? Optional.of(lines.substring(REQUIRE.length()).strip())
        : Optional.empty();
  }

  /** Sets this password if there is none yet, in a file that only its owner can read. */
  void lock(String newPassword) throws IOException {
    if (password().isEmpty()) {
      // Where the system has owners, a temporary file has mode 0600.
      Path draft = Files.createTempFile(path, "secret", ".new");
      Files.writeString(draft, REQUIRE + newPassword + "\n");
      Files.move(draft, secretFile(), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The line of a Redis configuration that requires the password. */
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

  /** The running server of this directory. */
  Optional<ProcessHandle> process() {
    return number(pidFile())
        .flatMap(ProcessHandle::of)
        .filter(ProcessHandle::isAlive)
        .filter(this::worksHere);
  }

  /**
   * Whether a process is a Redis on this directory, and not another one that got the same number. A
   * Redis overwrites its command line but keeps its working directory. Where the system does not
   * show that, the server is asked.
   */
  private boolean worksHere(ProcessHandle process) {
    String command = process.info().command().orElse("");
    if (!command.contains("redis") && !command.contains("valkey")) {
      return false;
    }
    Path workingDirectory = Path.of("/proc", Long.toString(process.pid()), "cwd");
    try {
      return Files.exists(workingDirectory)
          ? workingDirectory.toRealPath().equals(path)
          : RedisQuestion.ask(lastPort(), ANSWER_TIMEOUT, password(), "CONFIG", "GET", "dir")
              .contains(path.toString());
    } catch (IOException e) {
      return false;
    }
  }

  /** The end of the server's output and log, on one line. */
  String logTail() {
    String text = (read(outputFile()) + " " + read(logFile())).strip().replaceAll("\\s+", " ");
    return text.substring(Math.max(0, text.length() - LOG_TAIL));
  }

  /** Begins a new log and output, and keeps the log of the last run. */
  void rotateLogs() throws IOException {
    Files.deleteIfExists(outputFile());
    if (Files.exists(logFile())) {
      Files.move(logFile(), path.resolve("redis.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Optional<Long> number(Path file) {
    try {
      return Optional.of(Long.parseLong(read(file).strip()));
    } catch (NumberFormatException e) {
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
