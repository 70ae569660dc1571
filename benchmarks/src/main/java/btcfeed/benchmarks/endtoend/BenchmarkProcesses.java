package btcfeed.benchmarks.endtoend;

import btcfeed.benchmarks.pump.Pump;
import btcfeed.benchmarks.resp.RespReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The new processes of one round: Redis, the venue, the system under test. Closing ends all of them
 * and deletes their files.
 */
final class BenchmarkProcesses implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);

  /** Above the trades of a round, so that streams are not trimmed and all trades can be counted. */
  static final int STREAM_MAX_LENGTH = 4_000_000;

  /** A Redis process and a connection to it. */
  record Store(int port, ChildProcess process, RespReader client) {}

  private final EndToEndOptions options;
  private final Path directory;
  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Thread onExit = new Thread(this::closeAll, "end-children");

  private final List<Store> stores = new ArrayList<>();
  private final ChildProcess venue;
  private final VenueSide side;
  private final String address;
  private final int httpPort;
  private final Subject kind;
  private ChildProcess subject;

  /** Starts all processes and waits until the system under test is connected to the venue. */
  BenchmarkProcesses(EndToEndOptions options, Subject subject) throws IOException {
    this(options, subject, VenueSide.ONE);
  }

  /** The same, with these venues. */
  BenchmarkProcesses(EndToEndOptions options, Subject subject, VenueSide side) throws IOException {
    this.options = options;
    this.side = side;
    this.kind = subject;
    Files.createDirectories(options.scratch());
    directory = Files.createTempDirectory(options.scratch(), "run-");
    Runtime.getRuntime().addShutdownHook(onExit);
    try {
      for (int i = 0; i < subject.stores(); i++) {
        stores.add(redis("redis " + i, freePort()));
      }
      venue = add(ChildProcess.talking("venue", directory, java(side.memory(), side.program())));
      address = venue.answer(side.greeting(), START);
      httpPort = freePort();
      this.subject = add(startSubject(List.of(), Map.of()));
      awaitConnected();
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  List<Store> stores() {
    return stores;
  }

  ChildProcess subject() {
    return subject;
  }

  ChildProcess venue() {
    return venue;
  }

  /** The HTTP port of the service. */
  int httpPort() {
    return httpPort;
  }

  /** Starts a new, empty Redis on the port of one that was killed. */
  Store replace(int index) throws IOException {
    stores.set(index, redis("redis " + index + " again", stores.get(index).port()));
    return stores.get(index);
  }

  /** Starts another Redis, which the service does not use. */
  Store aside() throws IOException {
    return redis("redis aside", freePort());
  }

  /** Ends the system under test in an orderly way. */
  void endSubject() throws IOException {
    int code = subject.end(START);
    if (code != 0) {
      throw new IOException("it ended with code " + code + subject.tail());
    }
  }

  /** Another instance of the service, which shares the stores and has a folder of its own. */
  record Instance(ChildProcess process, int httpPort) {}

  /** Starts another instance with an empty folder; does not wait. */
  Instance startAnother(String name) throws IOException {
    Map<String, String> environment = feedEnvironment();
    int port = freePort();
    environment.put("HEALTH_CHECK_PORT", Integer.toString(port));
    environment.put("FEED_DATA_DIR", directory.resolve(name.replace(' ', '-')).toString());
    return new Instance(
        add(ChildProcess.start(name, directory, environment, feedCommand(List.of()))), port);
  }

  /** Starts it again with its files and additional JVM flags; does not wait. */
  void startSubjectAgain(List<String> flags) throws IOException {
    startSubjectAgain(flags, Map.of());
  }

  /** The same with more settings. */
  void startSubjectAgain(List<String> flags, Map<String, String> settings) throws IOException {
    subject = add(startSubject(flags, settings));
  }

  /** Waits until the system under test is connected to the venue. */
  void awaitConnected() throws IOException {
    try {
      Wait.until("it is connected to the venue", START, this::connected);
    } catch (IOException e) {
      throw new IOException(e.getMessage() + subject.tail(), e);
    }
  }

  private boolean connected() throws IOException {
    subject.requireAlive();
    venue.send("connections");
    return Integer.parseInt(venue.answer("connections", START)) >= side.connections();
  }

  private ChildProcess startSubject(List<String> flags, Map<String, String> settings)
      throws IOException {
    return switch (kind) {
      case BARE, FULL -> ChildProcess.start(kind.title(), directory, Map.of(), pumpCommand(flags));
      case FEED -> {
        Map<String, String> environment = feedEnvironment();
        environment.putAll(settings);
        yield ChildProcess.start(kind.title(), directory, environment, feedCommand(flags));
      }
    };
  }

  private List<String> pumpCommand(List<String> flags) throws IOException {
    List<String> command = jvm(flags);
    command.addAll(List.of("-cp", classPath(), Pump.class.getName()));
    command.addAll(List.of(kind.word(), VenueSide.webSocket(address)));
    command.add(Integer.toString(STREAM_MAX_LENGTH));
    stores.forEach(store -> command.add(Integer.toString(store.port())));
    return command;
  }

  private List<String> feedCommand(List<String> flags) throws IOException {
    List<String> command = jvm(flags);
    command.addAll(List.of("-jar", options.jar().toString(), "run"));
    return command;
  }

  private List<String> jvm(List<String> flags) throws IOException {
    List<String> command = new ArrayList<>(List.of(javaProgram()));
    command.addAll(LauncherFlags.read(options.root()));
    command.addAll(flags);
    return command;
  }

  private Map<String, String> feedEnvironment() throws IOException {
    Map<String, String> environment = new HashMap<>(side.environment(address));
    environment.putAll(
        Map.ofEntries(
            Map.entry("REDIS_HOST", "127.0.0.1"),
            Map.entry("REDIS_PORT", Integer.toString(stores.get(0).port())),
            Map.entry("FAILOVER_REDIS_HOST", "127.0.0.1"),
            Map.entry("FAILOVER_REDIS_PORT", Integer.toString(stores.get(1).port())),
            Map.entry("HEALTH_CHECK_HOST", "127.0.0.1"),
            Map.entry("HEALTH_CHECK_PORT", Integer.toString(httpPort)),
            Map.entry("FEED_DATA_DIR", directory.resolve("data").toString()),
            Map.entry("FEED_STREAM_MAXLEN", Integer.toString(STREAM_MAX_LENGTH))));
    return environment;
  }

  private Store redis(String name, int port) throws IOException {
    List<String> command = new ArrayList<>(List.of(options.redisServer()));
    command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
    command.addAll(List.of("--save", "", "--appendonly", "no", "--maxmemory-policy", "noeviction"));
    ChildProcess process = add(ChildProcess.start(name, directory, Map.of(), command));
    Wait.until(name + " answers", START, () -> answers(process, port));
    return new Store(port, process, add(new RespReader(port)));
  }

  private static boolean answers(ChildProcess process, int port) throws IOException {
    process.requireAlive();
    try (RespReader client = new RespReader(port)) {
      return client.text("PING").equals("PONG");
    } catch (IOException _) {
      return false; // Not listening yet.
    }
  }

  static List<String> java(String flag, Class<?> main) {
    return List.of(javaProgram(), flag, "-cp", classPath(), main.getName());
  }

  private static String javaProgram() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static String classPath() {
    // Absolute, because a child has its own working directory.
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private <T extends AutoCloseable> T add(T part) {
    synchronized (open) {
      open.push(part);
    }
    return part;
  }

  @Override
  public void close() throws IOException {
    closeAll();
    Runtime.getRuntime().removeShutdownHook(onExit);
  }

  private void closeAll() {
    synchronized (open) {
      while (!open.isEmpty()) {
        try {
          open.pop().close();
        } catch (Exception e) {
          System.err.println("closing: " + e);
        }
      }
    }
    try (Stream<Path> left = Files.walk(directory)) {
      left.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException | UncheckedIOException e) {
      System.err.println("clean-up failed: " + e);
    }
  }
}
