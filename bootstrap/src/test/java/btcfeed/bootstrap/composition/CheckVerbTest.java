package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.bootstrap.cli.Cli;
import btcfeed.bootstrap.cli.Invocation;
import btcfeed.exchange.Venues;
import btcfeed.journal.FileJournal;
import btcfeed.sinkkit.InMemorySink;
import btcfeed.testsupport.RedisProcess;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The preflight check")
class CheckVerbTest {
  private static final String PASSWORD = "p%:/@s#? \\w+rd";

  @TempDir Path data;
  private Rig rig;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private int code;

  @BeforeEach
  void putUp() throws Exception {
    rig = new Rig(data);
    // On a busy host a slow answer is not what this is about.
    rig.settings.put("FEED_REDIS_TIMEOUT", "20s");
  }

  @AfterEach
  void takeDown() {
    rig.close();
  }

  @Test
  @DisplayName("finds that run would work, and leaves nothing behind")
  void works() throws Exception {
    assertThat(check())
        .contains("ok    primary", "writable", "connected and subscribed", "run would work.");
    assertThat(code).isZero();
    try (Stream<Path> files = Files.walk(data)) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
    assertThat(rig.primary.texts("KEYS", "*")).isEmpty();
  }

  @Test
  @DisplayName("names everything that keeps run from working at once, with what to do")
  void nothingWorks() throws Exception {
    try (FileJournal journal = RunVerb.journal(rig.config());
        ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RedisProcess locked = RedisProcess.start()) {
      locked.command("CONFIG", "SET", "requirepass", PASSWORD);
      assertThat(journal.instance()).isNotEmpty();
      rig.settings.put("HEALTH_CHECK_PORT", String.valueOf(taken.getLocalPort()));
      rig.settings.put("REDIS_PORT", String.valueOf(locked.port()));
      rig.settings.put("REDIS_PASSWORD", "wrong " + PASSWORD);
      rig.settings.put("FAILOVER_REDIS_PORT", String.valueOf(RedisProcess.freePort()));
      rig.settings.put("WEBSOCKET_URL", "ws://127.0.0.1:" + RedisProcess.freePort());

      assertThat(check().lines())
          .anyMatch(row("data directory", "in use by this process", "FEED_DATA_DIR"))
          .anyMatch(row("http", "the port is in use", "HEALTH_CHECK_PORT"))
          .anyMatch(row("primary", "wrong user name or password"))
          .anyMatch(row("failover", "redis://", "connection refused"))
          .anyMatch(row("binance", "ws://127.0.0.1:", "refused"))
          .contains("run would not work as configured.");
      assertThat(code).isEqualTo(1);
      assertThat(text()).doesNotContain(PASSWORD, "Exception", "\tat ");
    }
  }

  @Test
  @DisplayName("names a missing password, and TLS where the server has none")
  void letIn() throws Exception {
    try (RedisProcess locked = RedisProcess.start()) {
      locked.command("CONFIG", "SET", "requirepass", PASSWORD);
      rig.settings.put("REDIS_PORT", String.valueOf(locked.port()));
      rig.settings.put("FAILOVER_REDIS_USE_SSL", "true");
      rig.settings.put("FEED_REDIS_TIMEOUT", "2s");

      assertThat(check().lines())
          .anyMatch(row("primary", "it requires a password"))
          .anyMatch(row("failover", "there may be no TLS at that port"));
      assertThat(text()).doesNotContain("Exception", "\tat ");
    }
  }

  @Test
  @DisplayName("accepts a password of any characters, and warns of a store that may evict")
  void evicts() throws Exception {
    try (RedisProcess locked = RedisProcess.start("--maxmemory-policy", "allkeys-lru")) {
      locked.command("CONFIG", "SET", "requirepass", PASSWORD);
      rig.settings.put("REDIS_PORT", String.valueOf(locked.port()));
      rig.settings.put("REDIS_PASSWORD", PASSWORD);

      assertThat(check().lines())
          .anyMatch(line -> line.matches("  warn  primary .*allkeys-lru: set it to noeviction"));
      assertThat(code).isZero();
    }
  }

  @Test
  @DisplayName("tries both lines of a venue, and names an address that does not accept")
  void bothLines() throws Exception {
    rig.settings.put("FEED_LINES", "2");

    assertThat(check().lines())
        .anyMatch(line -> line.matches("  ok    binance line a .*connected and subscribed"))
        .anyMatch(line -> line.matches("  ok    binance line b .*connected and subscribed"));
    assertThat(code).isZero();
  }

  @Test
  @DisplayName("names the proxy that the lines use, and fails where it does not answer")
  void proxy() throws Exception {
    int port = RedisProcess.freePort();
    rig.settings.put("FEED_PROXY", "http://user:" + "hidden@127.0.0.1:" + port);

    assertThat(check().lines())
        .anyMatch(
            row(
                "binance line a",
                "through the proxy http://127.0.0.1:" + port,
                "the proxy 127.0.0.1:" + port + " cannot be reached"));
    assertThat(code).isEqualTo(1);
    assertThat(text()).doesNotContain("hidden");
  }

  @Test
  @DisplayName("shows a sink with its position, and fails where it does not answer")
  void sinks() {
    InMemorySink.Place place = new InMemorySink.Place();
    rig.plugins.add(new MemoryPlugin(() -> new InMemorySink(place)));
    rig.settings.put("FEED_SINKS", "archive=memory://");

    assertThat(checkWithPlugins().lines())
        .anyMatch(line -> line.matches("  ok    sink archive .*memory://: connected; .+"));
    assertThat(code).isZero();

    place.trouble(InMemorySink.Trouble.DOWN);
    assertThat(checkWithPlugins().lines())
        .anyMatch(row("sink archive", "memory://: the sink is down"));
    assertThat(code).isEqualTo(1);
  }

  @Test
  @DisplayName("warns of a broken plugin, without which run would work")
  void brokenPlugin() throws Exception {
    Path plugins = Files.createDirectory(data.resolve("plugins"));
    Files.writeString(plugins.resolve("broken.jar"), "no jar");
    rig.settings.put("FEED_PLUGINS_DIR", plugins.toString());

    assertThat(check().lines())
        .anyMatch(line -> line.matches("  warn  configuration .*broken.jar is left out: .+"));
    assertThat(code).isZero();
  }

  @Test
  @DisplayName("starts the embedded Redis for real, and stops it again")
  void embedded() throws Exception {
    withEmbeddedRedis();

    assertThat(check().lines())
        .anyMatch(line -> line.matches("  ok    failover .*starts and stops"));
    try (Stream<Path> files = Files.walk(data)) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  @Test
  @DisplayName("fails where the embedded Redis does not start")
  void embeddedDoesNotStart() throws Exception {
    withEmbeddedRedis();
    rig.settings.put("FEED_REDIS_BINARY", "/bin/false");

    assertThat(check().lines()).anyMatch(row("failover", "the embedded Redis does not start"));
    assertThat(code).isEqualTo(1);
  }

  private void withEmbeddedRedis() {
    for (String name :
        List.of("REDIS_HOST", "REDIS_PORT", "FAILOVER_REDIS_HOST", "FAILOVER_REDIS_PORT")) {
      rig.settings.put(name, "");
    }
  }

  private static Predicate<String> row(String what, String... found) {
    return line -> line.startsWith("  FAIL  " + what) && Stream.of(found).allMatch(line::contains);
  }

  private String check() {
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    code =
        Cli.run(
            List.of("check"), rig.environment(), new WiredVerbs(new SystemClock()), print, print);
    return text();
  }

  /** With the plugins of the rig in place of those of a folder. */
  private String checkWithPlugins() {
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    code =
        new CheckVerb(Venues.builtIn(), new SystemClock())
            .check(new Invocation(rig.config(), List.of(), print, print));
    return text();
  }

  private String text() {
    return out.toString(StandardCharsets.UTF_8);
  }
}
