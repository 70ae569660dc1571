package btcfeed.rehearsal.soak;

import btcfeed.configuration.CannotStart;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.time.Clock;
import btcfeed.monitor.client.FeedClient;
import btcfeed.monitor.client.Overview;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The service as a separate process, with the Java and the options of this one, so that its memory
 * and threads can be measured. It ignores Ctrl-C: the soak decides when it ends.
 */
final class ServiceProcess implements AutoCloseable {
  /** By its name, because the composition root is not visible here. */
  private static final String MAIN = "btcfeed.bootstrap.SoakMain";

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

  private ServiceProcess(Process process, Path log) {
    this.process = process;
    this.reading = Thread.ofPlatform().daemon().name("soak-log").start(() -> read(log));
  }

  static ServiceProcess start(Path directory, SoakVenues venues, SoakStores stores)
      throws CannotStart {
    try {
      ProcessBuilder builder = new ProcessBuilder(command());
      builder.environment().keySet().retainAll(PASSED_ON);
      builder.environment().putAll(settings(directory, venues, stores));
      Process process = builder.redirectErrorStream(true).start();
      return new ServiceProcess(process, directory.resolve("service.log"));
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

  private static Map<String, String> settings(
      Path directory, SoakVenues venues, SoakStores stores) {
    Map<String, String> settings = new HashMap<>();
    settings.put("EXCHANGE", String.join(",", venues.simulators().keySet()));
    settings.put("FEED_SYMBOLS", SoakVenues.SYMBOL.toString());
    venues
        .simulators()
        .forEach(
            (name, simulator) -> {
              String suffix = "_URL_" + name.toUpperCase(Locale.ROOT);
              settings.put("WEBSOCKET" + suffix, simulator.uri().toString());
              settings.put("REST" + suffix, simulator.restUri().toString());
            });
    settings.put("REDIS_HOST", "127.0.0.1");
    settings.put("REDIS_PORT", Integer.toString(stores.proxyPort(StoreName.PRIMARY)));
    settings.put("FAILOVER_REDIS_HOST", "127.0.0.1");
    settings.put("FAILOVER_REDIS_PORT", Integer.toString(stores.proxyPort(StoreName.FAILOVER)));
    settings.put("HEALTH_CHECK_HOST", "127.0.0.1");
    settings.put("HEALTH_CHECK_PORT", "0");
    settings.put("FEED_DATA_DIR", directory.resolve("data").toString());
    return settings;
  }

  private void read(Path log) {
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8);
        PrintWriter out = new PrintWriter(Files.newBufferedWriter(log), /* autoFlush= */ true)) {
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

  /** The system assigns the port, so that no other program can have it. */
  private void notePort(String line) {
    Matcher serving = SERVING.matcher(line);
    if (http.isEmpty() && serving.find()) {
      URI address = URI.create("http://127.0.0.1:" + serving.group(1));
      http = Optional.of(new FeedClient(address, ANSWER));
    }
  }

  boolean alive() {
    return process.isAlive();
  }

  /** What its HTTP API answers; empty while it does not answer. */
  Optional<Overview> look() {
    return http.flatMap(
        client ->
            switch (client.poll()) {
              case FeedClient.PollResult.Answered(Overview overview, _) -> Optional.of(overview);
              case FeedClient.PollResult.Failed _ -> Optional.empty();
            });
  }

  /** What it holds after a collection; empty if it does not answer in time. */
  Optional<Vitals> vitals(Clock clock) {
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
  boolean stop() {
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

  @Override
  public void close() {
    http.ifPresent(FeedClient::close);
    process.destroyForcibly();
  }
}
