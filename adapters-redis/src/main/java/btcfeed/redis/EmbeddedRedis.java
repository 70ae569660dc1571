package btcfeed.redis;

import btcfeed.domain.time.Clock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A Redis server that the service starts and supervises: a process of its own on loopback, which
 * never evicts and keeps its data in its own directory.
 *
 * <p>The server outlives a killed service, with all its data. The next start on the same directory
 * adopts it instead of starting a second one. Where possible it is a session of its own: Ctrl-C
 * then does not reach it, and the service can still write to it while it stops.
 *
 * <p>Any thread. Every method states how long it may take.
 */
public final class EmbeddedRedis {
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration END_TIMEOUT = Duration.ofSeconds(5);
  private static final long POLL_MS = 20;
  private static final List<String> FIXED_OPTIONS =
      List.of(
          ("--bind 127.0.0.1 --protected-mode yes --appendonly yes --appendfsync everysec"
                  + " --maxmemory-policy noeviction")
              .split(" "));

  private final RedisFolder folder;
  private final int port;
  private final Path binary;
  private volatile ProcessHandle process;
  private volatile boolean stopped;

  private EmbeddedRedis(RedisFolder folder, int port, Path binary, ProcessHandle process) {
    this.folder = folder;
    this.port = port;
    this.binary = binary;
    this.process = process;
  }

  /**
   * How to run the server.
   *
   * @param directory its data, log and pid; nothing else may use it
   * @param port 0 for the last one, or any free one
   * @param binary the program, instead of a search for one
   * @param host where to search for a program
   * @param startWithin longest wait for its first answer, loading its data included
   * @param newPassword the password to require if the directory has none from an earlier start;
   *     empty for a server without a password
   */
  public record Options(
      Path directory,
      int port,
      Optional<Path> binary,
      Host host,
      Duration startWithin,
      Optional<String> newPassword) {

    /** A server that any program on this machine can use, for rehearsals. */
    public Options(
        Path directory, int port, Optional<Path> binary, Host host, Duration startWithin) {
      this(directory, port, binary, host, startWithin, Optional.empty());
    }

    /** The same, locked with the password of an earlier start, or with this one. */
    public Options lock(String password) {
      return new Options(directory, port, binary, host, startWithin, Optional.of(password));
    }
  }

  /** The result of a start. */
  public sealed interface Start {
    /**
     * The server answers.
     *
     * @param adopted true if it was already running
     */
    record Started(EmbeddedRedis redis, boolean adopted) implements Start {}

    /** The server does not run; the detail gives the reason. */
    record Failed(String detail) implements Start {}
  }

  /** What an operator should know of the program that would be started; empty for nothing. */
  public static String advisory(Options options) {
    return RedisBinary.advisory(
        RedisBinary.wouldBe(options.binary(), options.host(), options.directory()));
  }

  /**
   * Starts the server, or adopts the one that works on this directory. Takes at most {@code
   * startWithin}, and 10 s more if it must first end an earlier one.
   */
  public static Start start(Options options, Clock clock) {
    try {
      RedisFolder folder = RedisFolder.at(options.directory());
      if (options.newPassword().isPresent()) {
        folder.lock(options.newPassword().get());
      }
      Path binary = RedisBinary.find(options.binary(), options.host(), folder.path());
      Optional<ProcessHandle> earlier = folder.process();
      if (earlier.isPresent()) {
        int port = folder.lastPort();
        boolean samePort = options.port() == 0 || options.port() == port;
        if (samePort && answers(folder, port, earlier.get().pid())) {
          folder
              .password()
              .ifPresent(secret -> ask(folder, port, "CONFIG", "SET", "requirepass", secret));
          return new Start.Started(new EmbeddedRedis(folder, port, binary, earlier.get()), true);
        }
        end(folder, earlier.get(), port);
      }
      return launch(options, folder, binary, clock);
    } catch (IOException e) {
      return new Start.Failed("the embedded Redis cannot start: " + e.getMessage());
    }
  }

  private static Start launch(Options options, RedisFolder folder, Path binary, Clock clock)
      throws IOException {
    int port = choose(options.port(), folder.lastPort());
    if (!isFree(port)) {
      return new Start.Failed(
          "the embedded Redis cannot start: port " + port + " belongs to another program");
    }
    folder.rotateLogs();
    folder.rememberPort(port);
    List<String> command = new ArrayList<>();
    RedisBinary.onPath(options.host().searchPath(), "setsid")
        .map(Path::toString)
        .ifPresent(command::add);
    command.addAll(command(binary, port, folder));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.outputFile().toFile())
            .start();
    process.getOutputStream().close();
    EmbeddedRedis redis = new EmbeddedRedis(folder, port, binary, process.toHandle());
    long deadline = clock.nanos() + options.startWithin().toNanos();
    while (!answers(folder, port, process.pid())) {
      if (waitFor(process) || clock.nanos() > deadline) {
        redis.kill();
        return new Start.Failed("the embedded Redis did not start: " + folder.logTail());
      }
    }
    return new Start.Started(redis, false);
  }

  public int port() {
    return port;
  }

  /** The password that clients need; empty for none. Never logged. */
  public Optional<String> password() {
    return folder.password();
  }

  /** The file in which an operator finds the password. */
  public Path secretFile() {
    return folder.secretFile();
  }

  /** What an operator should know of the program; empty for nothing. */
  public String advisory() {
    return RedisBinary.advisory(binary);
  }

  /** The program it was started with. */
  public Path binary() {
    return binary;
  }

  /** Its process number; that of the last one while none runs. */
  public long pid() {
    return current().pid();
  }

  /** True while it answers; takes at most a second. */
  public boolean isAlive() {
    return current().isAlive() && answers(folder, port, current().pid());
  }

  /** The shell command with which an operator starts it again by hand. */
  public String commandLine() {
    return command(binary, port, folder).stream()
        .map(word -> word.matches("[A-Za-z0-9_./:=-]+") ? word : "'" + word + "'")
        .collect(Collectors.joining(" "));
  }

  /** Ends it after it has saved its data; takes at most about 10 s. Idempotent. */
  public void stop() {
    stopped = true;
    end(folder, current(), port);
  }

  /** SIGKILL, to rehearse a failure; takes at most 5 s. */
  public void kill() {
    ProcessHandle running = current();
    running.destroyForcibly();
    ended(running);
  }

  /** Runs {@code then} once, on any thread, when the process ends without {@link #stop}. */
  public void onExit(Runnable then) {
    CompletableFuture<Void> _ =
        current()
            .onExit()
            .thenRun(
                () -> {
                  if (!stopped) {
                    then.run();
                  }
                });
  }

  /** The process that works on the directory now; an operator may have started it again. */
  private ProcessHandle current() {
    process = folder.process().orElse(process);
    return process;
  }

  private static List<String> command(Path binary, int port, RedisFolder folder) {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    if (folder.password().isPresent()) {
      // In a file, because every user can read command lines.
      command.add(folder.secretFile().toString());
    }
    command.addAll(List.of("--port", Integer.toString(port)));
    command.addAll(List.of("--dir", folder.path().toString()));
    command.addAll(List.of("--pidfile", folder.pidFile().toString()));
    command.addAll(List.of("--logfile", folder.logFile().toString()));
    command.addAll(List.of("--save", ""));
    command.addAll(FIXED_OPTIONS);
    return command;
  }

  private static int choose(int wanted, int last) throws IOException {
    if (wanted != 0) {
      return wanted;
    }
    if (last != 0 && isFree(last)) {
      return last;
    }
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether this process serves this port and has loaded its data. */
  private static boolean answers(RedisFolder folder, int port, long pid) {
    return port > 0
        && ask(folder, port, "INFO", "server").contains("process_id:" + pid)
        && ask(folder, port, "PING").contains("PONG");
  }

  private static List<String> ask(RedisFolder folder, int port, String... words) {
    return RedisQuestion.ask(port, ANSWER_TIMEOUT, folder.password(), words);
  }

  private static void end(RedisFolder folder, ProcessHandle process, int port) {
    if (answers(folder, port, process.pid())) {
      ask(folder, port, "SHUTDOWN");
    } else {
      process.destroy();
    }
    if (!ended(process)) {
      process.destroyForcibly();
      ended(process);
    }
  }

  private static boolean ended(ProcessHandle process) {
    return process
        .onExit()
        .thenApply(_ -> true)
        .completeOnTimeout(false, END_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
        .join();
  }

  private static boolean waitFor(Process process) {
    try {
      return process.waitFor(POLL_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
