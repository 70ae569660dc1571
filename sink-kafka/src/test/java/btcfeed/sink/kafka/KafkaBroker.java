package btcfeed.sink.kafka;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.Node;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * A real broker of Kafka in KRaft mode, a process of its own on loopback, with methods for its
 * faults. Maven brings its classes, so nothing has to be installed. Ends with the JVM.
 */
final class KafkaBroker implements AutoCloseable {
  /** The login of {@link #withLogin}. */
  static final String PASSWORD = "a\"b\\c d";

  private static final String CLUSTER = "btcfeedAAAAAAAAAAAAAAA";
  private static final DescribeClusterOptions ANSWER_SOON =
      new DescribeClusterOptions().timeoutMs(2_000);
  private static final Duration START = Duration.ofMinutes(3);
  // Below the ports that any system uses for outgoing connections.
  private static final AtomicInteger NEXT_PORT =
      new AtomicInteger(10_000 + (int) (ProcessHandle.current().pid() % 2_000) * 10);

  private final int node;
  private final int port = freePort();
  private final int loginPort = freePort();
  private final int tlsPort = freePort();
  private final int quorum;
  private final Path directory;
  private final List<String> options;
  private Optional<Process> process = Optional.empty();

  private KafkaBroker(int node, int quorum, List<String> options) {
    this.node = node;
    this.quorum = quorum;
    this.options = options;
    try {
      directory = Files.createTempDirectory("btcfeed-kafka");
      Files.writeString(directory.resolve("server.properties"), properties());
      new Formatter()
          .setNodeId(node)
          .setClusterId(CLUSTER)
          .setControllerListenerName("CONTROLLER")
          .setMetadataLogDirectory(directory.resolve("data").toString())
          .addDirectory(directory.resolve("data").toString())
          .run();
    } catch (Exception e) {
      throw new IllegalStateException("cannot prepare a broker", e);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    start();
  }

  /** Broker and controller: a cluster of one, small and soon there. */
  static KafkaBroker alone() {
    return alone("-Xmx256m", "-XX:TieredStopAtLevel=1");
  }

  static KafkaBroker alone(String... options) {
    return new KafkaBroker(1, freePort(), List.of(options));
  }

  /** One more broker of that cluster. */
  KafkaBroker another(int id) {
    return new KafkaBroker(id, quorum, options);
  }

  /** The address for clients. */
  String server() {
    return "127.0.0.1:" + port;
  }

  /** The address for clients that log in as {@code feed}. */
  String withLogin() {
    return "127.0.0.1:" + loginPort;
  }

  /** The address for clients that use TLS. */
  String withTls() {
    return "127.0.0.1:" + tlsPort;
  }

  /** Starts it, with the data that it has. Returns when it serves clients. */
  void start() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:+UseSerialGC");
    command.addAll(options);
    command.add("-Dlogback.configurationFile=broker-logback.xml");
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "kafka.Kafka"));
    command.add(directory.resolve("server.properties").toString());
    try {
      process =
          Optional.of(
              new ProcessBuilder(command)
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                  .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try (Admin admin = admin()) {
      await("broker " + node + ", log in " + log()).atMost(START).until(() -> serves(admin));
    }
  }

  private boolean serves(Admin admin) throws InterruptedException {
    if (!process.orElseThrow().isAlive()) {
      throw new IllegalStateException("the broker ended: " + logText());
    }
    try {
      var nodes = admin.describeCluster(ANSWER_SOON).nodes().get();
      return nodes.stream().map(Node::id).anyMatch(id -> id == node);
    } catch (ExecutionException notYet) {
      return false;
    }
  }

  Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", server(), "reconnect.backoff.max.ms", 200));
  }

  /** SIGSTOP: its connections stay, and it does nothing. */
  void freeze() {
    signal("STOP");
  }

  /** SIGCONT. */
  void thaw() {
    signal("CONT");
  }

  private void signal(String name) {
    try {
      long pid = process.orElseThrow().pid();
      awaitEnd(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL. Returns when it has ended. */
  void kill() {
    process.ifPresent(it -> awaitEnd(it.destroyForcibly()));
    process = Optional.empty();
  }

  static void awaitEnd(Process process) {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("process " + process.pid() + " does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
    try (Stream<Path> tree = Files.walk(directory)) {
      tree.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException | UncheckedIOException alreadyDeleted) {
      // The shutdown hook closes once more.
    }
  }

  private Path log() {
    return directory.resolve("log");
  }

  private String logText() {
    try {
      return Files.readString(log());
    } catch (IOException e) {
      return "no log: " + e;
    }
  }

  private String properties() {
    boolean controls = node == 1;
    return String.join(
        "\n",
        "node.id=" + node,
        "process.roles=" + (controls ? "broker,controller" : "broker"),
        "controller.quorum.voters=1@127.0.0.1:" + quorum,
        "controller.listener.names=CONTROLLER",
        "inter.broker.listener.name=PLAINTEXT",
        "listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,LOGIN:SASL_PLAINTEXT,"
            + "TLS:SSL",
        "listeners=" + listeners() + (controls ? ",CONTROLLER://127.0.0.1:" + quorum : ""),
        "advertised.listeners=" + listeners(),
        "ssl.keystore.type=PKCS12",
        "ssl.keystore.location=" + BrokerCertificate.SHARED.store(),
        "ssl.keystore.password=" + BrokerCertificate.STORE_PASSWORD,
        "sasl.enabled.mechanisms=PLAIN",
        "listener.name.login.plain.sasl.jaas.config="
            + "org.apache.kafka.common.security.plain.PlainLoginModule required"
            // Once escaped for JAAS, and once more for this file.
            + " user_feed=\"a\\\\\"b\\\\\\\\c d\";",
        "log.dirs=" + directory.resolve("data"),
        "num.network.threads=1",
        "num.io.threads=2",
        "log.cleaner.dedupe.buffer.size=4194304",
        "offsets.topic.num.partitions=1",
        "offsets.topic.replication.factor=1",
        "transaction.state.log.num.partitions=1",
        "transaction.state.log.replication.factor=1",
        "transaction.state.log.min.isr=1",
        "share.coordinator.state.topic.replication.factor=1",
        // A killed broker is noticed soon, and may come back soon.
        "broker.session.timeout.ms=2000",
        "broker.heartbeat.interval.ms=300",
        "initial.broker.registration.timeout.ms=60000",
        "controlled.shutdown.enable=false",
        "");
  }

  private String listeners() {
    return "PLAINTEXT://%s,LOGIN://%s,TLS://%s".formatted(server(), withLogin(), withTls());
  }

  private static int freePort() {
    for (; ; ) {
      int port = NEXT_PORT.getAndIncrement();
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (IOException taken) {
        // The next one.
      }
    }
  }
}
