package btcfeed.sink.postgresql;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.postgresql.Driver;

/** A PostgreSQL of this machine, in a temporary directory. Ends with {@link #close} and the JVM. */
final class PostgresServer implements AutoCloseable {
  /** Has characters that a URL must escape. */
  private static final String PASSWORD = "p@ss:w%/rd";

  private static final String PASSWORD_IN_URL = "p%40ss%3Aw%25%2Frd";
  private static final String USER = "admin";

  private final Path binaries = binaries();
  private final Path directory;
  private final int port = freePort();
  private final List<String> options;
  private Optional<Process> process = Optional.empty();

  /**
   * A new server that runs.
   *
   * @param options more settings, as {@code name=value}
   */
  PostgresServer(String... options) {
    this.options = List.of(options);
    try {
      directory = Files.createTempDirectory("btcfeed-postgresql");
      Files.writeString(directory.resolve("password"), PASSWORD);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    own(directory);
    run(
        unprivileged(
            binaries.resolve("initdb").toString(),
            "--pgdata=" + data(),
            "--username=" + USER,
            "--pwfile=" + directory.resolve("password"),
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync"));
    start();
  }

  /** For tests: what a crash of the machine would lose is kept, because only processes end. */
  static PostgresServer forTests() {
    return new PostgresServer("fsync=off", "shared_buffers=32MB");
  }

  /** PostgreSQL's programs are rarely on the PATH. */
  private static Path binaries() {
    try (Stream<Path> places =
        Stream.concat(
            Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).map(Path::of),
            Stream.of("/usr/lib/postgresql", "/usr/pgsql", "/usr/local/pgsql", "/opt/homebrew/opt")
                .map(Path::of)
                .filter(Files::isDirectory)
                .flatMap(PostgresServer::versions))) {
      return places
          .filter(place -> Files.isExecutable(place.resolve("initdb")))
          .filter(place -> Files.isExecutable(place.resolve("postgres")))
          .findFirst()
          .orElseThrow(
              () ->
                  new AssertionError(
                      "This test needs PostgreSQL, for example Debian's package postgresql."));
    }
  }

  private static Stream<Path> versions(Path folder) {
    try (Stream<Path> versions = Files.list(folder)) {
      return versions
          .sorted(Comparator.reverseOrder())
          .map(it -> it.resolve("bin"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  /** The server refuses to run as root. */
  private static List<String> unprivileged(String... command) {
    List<String> all = new ArrayList<>();
    if (isRoot()) {
      all.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    }
    all.addAll(List.of(command));
    return all;
  }

  /** Gives a file or a directory to the user of the server, and takes it from all others. */
  void own(Path path) {
    if (isRoot()) {
      run(List.of("chown", "-R", "postgres:postgres", path.toString()));
    }
    run(List.of("chmod", "-R", "go=", path.toString()));
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path data() {
    return directory.resolve("data");
  }

  private void run(List<String> command) {
    try {
      Process running = started(command);
      if (running.waitFor() != 0) {
        throw new AssertionError(command + " failed: " + log());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Process started(List<String> command) throws IOException {
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
        .start();
  }

  private String log() {
    try {
      return Files.readString(directory.resolve("log"));
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  /** Starts it; returns when it answers. */
  void start() {
    List<String> command =
        unprivileged(
            binaries.resolve("postgres").toString(),
            "-D",
            data().toString(),
            "-p",
            "" + port,
            "-k",
            directory.toString());
    Stream.concat(Stream.of("listen_addresses=127.0.0.1"), options.stream())
        .forEach(option -> command.addAll(List.of("-c", option)));
    try {
      process = Optional.of(started(command));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await("PostgreSQL answers on port " + port)
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .until(this::answers);
  }

  private boolean answers() {
    if (process.stream().noneMatch(Process::isAlive)) {
      throw new AssertionError("PostgreSQL ended: " + log());
    }
    try (Connection connection = connect()) {
      return connection.isValid(1);
    } catch (SQLException e) {
      return false;
    }
  }

  /** As a client of its own, with every right. */
  Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", USER);
    properties.setProperty("password", PASSWORD);
    return new Driver().connect("jdbc:postgresql://127.0.0.1:" + port + "/postgres", properties);
  }

  void sql(String... statements) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The first column of the first row. */
  String value(String sql) {
    try (Connection connection = connect();
        PreparedStatement statement = connection.prepareStatement(sql);
        ResultSet row = statement.executeQuery()) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The URL of a sink here. */
  String url() {
    return url(USER + ":" + PASSWORD_IN_URL);
  }

  String url(String userAndPassword) {
    return "postgresql://%s@127.0.0.1:%d/postgres".formatted(userAndPassword, port);
  }

  int port() {
    return port;
  }

  Path directory() {
    return directory;
  }

  /** A file from which {@code psql} reads the password. */
  Path passwordFile() throws IOException {
    Path file = directory.resolve("pgpass");
    Files.writeString(file, "*:*:*:*:" + PASSWORD.replace(":", "\\:"));
    run(List.of("chmod", "600", file.toString()));
    return file;
  }

  /** SIGSTOP to the server and all its sessions. */
  void freeze() {
    signal("-STOP");
  }

  /** SIGCONT. */
  void thaw() {
    signal("-CONT");
  }

  private void signal(String name) {
    List<String> command = new ArrayList<>(List.of("kill", name));
    processes().forEach(it -> command.add("" + it.pid()));
    try {
      new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start().waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<ProcessHandle> processes() {
    return process.map(Process::toHandle).stream()
        .flatMap(it -> Stream.concat(Stream.of(it), it.descendants()))
        .toList();
  }

  /** SIGKILL to the server and all its sessions. Returns when they have ended. */
  void kill() {
    List<ProcessHandle> all = processes();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(it -> it.onExit().join());
    process = Optional.empty();
  }

  @Override
  public void close() {
    kill();
    try (Stream<Path> tree = Files.walk(directory)) {
      tree.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      // The shutdown hook closes once more, when the directory is gone.
    }
  }
}
