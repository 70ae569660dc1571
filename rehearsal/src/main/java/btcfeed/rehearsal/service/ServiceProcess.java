package btcfeed.rehearsal.service;

import btcfeed.configuration.CannotStart;
import btcfeed.domain.time.Clock;
import btcfeed.monitor.client.FeedClient;
import btcfeed.monitor.client.Overview;
import btcfeed.rehearsal.faults.Signals;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The service as a separate process, with the Java and the options of this one. So its memory can
 * be measured, and it can be killed. It ignores Ctrl-C: the rehearsal decides when it ends.
 */
public final class ServiceProcess implements AutoCloseable {
  /** By its name, because the composition root is not visible here. */
  private static final String MAIN = "btcfeed.bootstrap.RehearsedMain";

  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration VITALS_WITHIN = Duration.ofSeconds(10);
  private static final Duration END = Duration.ofSeconds(12);

  private static final Pattern SERVING = Pattern.compile(" Serving http://[^ ]+:(\\d+)/");

  /** Variables that are passed on: none of them is a setting of the service. */
  private static final Set<String> PASSED_ON = Set.of("PATH", "HOME", "TMPDIR", "LANG");

  private final Process process;
  private final LinkedBlockingQueue<Vitals> answers = new LinkedBlockingQueue<>();
  private final Thread reading;

  /** Empty until the service has logged its port. */
  private volatile Optional<FeedClient> http = Optional.empty();

  private volatile Optional<URI> address = Optional.empty();

  private ServiceProcess(Process process, Path log) {
    this.process = process;
    this.reading = Thread.ofPlatform().daemon().name("service-log").start(() -> read(log));
  }

  /**
   * Starts one.
   *
   * @param settings of the service, as environment variables
   * @param log the file that its output is added to
   */
  public static ServiceProcess start(Map<String, String> settings, Path log) throws CannotStart {
    try {
      ProcessBuilder builder = new ProcessBuilder(command());
      builder.environment().keySet().retainAll(PASSED_ON);
      builder.environment().putAll(settings);
      Process process = builder.redirectErrorStream(true).start();
      return new ServiceProcess(process, log);
    } catch (IOException failed) {
      throw new CannotStart("the service cannot be started: " + failed);
    }
  }

  private static List<String> command() {
    List<String> command = new ArrayList<>(List.of("sh", "-c", "trap '' INT; exec \"$@\"", "sh"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(ServiceProcess::isPassedOn)
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    return command;
  }

  /** Agents, caches and system properties are for this process only. */
  private static boolean isPassedOn(String option) {
    return !option.startsWith("-javaagent")
        && !option.startsWith("-agentlib")
        && !option.startsWith("-XX:AOT")
        && !option.startsWith("-D");
  }

  private void read(Path log) {
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8);
        PrintWriter out = new PrintWriter(appending(log), /* autoFlush= */ true)) {
      in.lines()
          .forEach(
              line ->
                  Vitals.parse(line)
                      .ifPresentOrElse(
                          answers::add,
                          () -> {
                            notePort(line);
                            out.println(line);
                          }));
    } catch (IOException | UncheckedIOException gone) {
      // The process has ended.
    }
  }

  private static BufferedWriter appending(Path log) throws IOException {
    return Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /** The system assigns the port, so that no other program can have it. */
  private void notePort(String line) {
    Matcher serving = SERVING.matcher(line);
    if (http.isEmpty() && serving.find()) {
      URI there = URI.create("http://127.0.0.1:" + serving.group(1));
      http = Optional.of(new FeedClient(there, ANSWER));
      address = Optional.of(there);
    }
  }

  /** True until it has ended. */
  public boolean alive() {
    return process.isAlive();
  }

  /** Where its HTTP API is; empty until it has logged that. */
  public Optional<URI> address() {
    return address;
  }

  /** What its HTTP API answers; empty while it does not answer. */
  public Optional<Overview> look() {
    return http.flatMap(
        client ->
            switch (client.poll()) {
              case FeedClient.PollResult.Answered(Overview overview, _) -> Optional.of(overview);
              case FeedClient.PollResult.Failed _ -> Optional.empty();
            });
  }

  /** What it holds after a collection; empty if it does not answer in time. */
  public Optional<Vitals> vitals(Clock clock) {
    try {
      answers.clear();
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      long deadline = clock.nanos() + VITALS_WITHIN.toNanos();
      return Optional.ofNullable(answers.poll(deadline - clock.nanos(), TimeUnit.NANOSECONDS));
    } catch (IOException gone) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  /** Stops it in order; true if it ended in time with exit code 0. */
  public boolean stop() {
    process.destroy();
    try {
      boolean ended = process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS);
      if (!ended) {
        process.destroyForcibly().waitFor();
      }
      reading.join();
      return ended && process.exitValue() == 0;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      return false;
    }
  }

  /** Sends it a signal: {@code STOP}, {@code CONT}. */
  public void signal(String signal) throws CannotStart {
    Signals.send(signal, process.pid());
  }

  /** Kills it, and waits for its end. */
  @Override
  public void close() {
    http.ifPresent(FeedClient::close);
    try {
      int _ = process.destroyForcibly().waitFor();
      reading.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
