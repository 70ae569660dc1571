package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.application.operate.ReconnectVenue;
import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.store.ActiveStore;
import btcfeed.domain.store.SwitchResult;
import btcfeed.http.admin.AdminAccess;
import btcfeed.http.admin.AdminToken;
import btcfeed.http.server.HttpOptions;
import btcfeed.testsupport.InMemoryJournal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every path there is, under fire. Another seed with {@code -Dfuzz.seed=}, more requests for each
 * path with {@code -Dfuzz.shots=}; a failure names the seed and shows what was sent.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisplayName("Whatever is thrown at the server")
class HardShellTest {
  private static final long SEED = Long.getLong("fuzz.seed", 20_260_801L);
  private static final int SHOTS = Integer.getInteger("fuzz.shots", 40);
  private static final String TOKEN = "9d4e1f7a3b5c60728394a5b6c7d8e9f0";

  /** Few of everything, so that one place that is not given back is missed afterwards. */
  private static final int CONNECTIONS = 24;

  private static final int READERS = 8;
  private static final int REQUESTS = 6;
  private static final int SHOOTERS = 16;

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration SHORT = Duration.ofMillis(400);
  private static final int MOST_READ = 2_000_000;

  /** Names of classes and lines of stack traces; nobody outside has a use for them. */
  private static final Pattern INSIDES =
      Pattern.compile(
          "\\b(?:java|javax|jdk|sun|io\\.helidon|btcfeed|com\\.fasterxml)(?:\\.[a-z]\\w*)*\\.[A-Z]\\w+|\\w+(?:Exception|Throwable)\\b|\\bat"
              + " [\\w.$]+\\([\\w.]*:\\d+\\)");

  private static final TestServer SERVER = server();

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  static Stream<String> paths() {
    List<String> paths = new ArrayList<>();
    TestServer.parse(SERVER.get("/", "application/json").body())
        .get("endpoints")
        .forEach(path -> paths.add(goodQuestion(path.asText())));
    paths.add("/nowhere");
    return paths.stream();
  }

  /** A path with what it needs to be answered. */
  private static String goodQuestion(String path) {
    return path.replace("{venue}", "binance")
        + (path.endsWith("/candles") ? "?symbol=BTC-USD&interval=1m" : "");
  }

  @ParameterizedTest
  @MethodSource("paths")
  @DisplayName("it is never at fault, tells nothing of its insides, and is as it was afterwards")
  void underFire(String path) throws Exception {
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    long seed = SEED + path.hashCode();
    RequestFuzz fuzz = new RequestFuzz(seed, path, TOKEN);
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService shooters = Executors.newFixedThreadPool(SHOOTERS)) {
      List<RequestFuzz.Shot> shots = new ArrayList<>();
      List<Future<byte[]>> answers = new ArrayList<>();
      for (int i = 0; i < SHOTS; i++) {
        RequestFuzz.Shot shot = fuzz.next();
        shots.add(shot);
        answers.add(shooters.submit(() -> fire(shot)));
      }
      for (int i = 0; i < SHOTS; i++) {
        String sent = "fuzz.seed=" + SEED + " " + path + " shot " + i + ": " + shots.get(i);
        byte[] came = answers.get(i).get(120, TimeUnit.SECONDS);
        Heard heard = Heard.of(came);
        assertThat(heard.rest()).as(sent).isEmpty();
        for (Heard.Reply answer : heard.answers()) {
          assertFit(answer, sent);
          statuses.add(answer.status());
        }
      }
    }
    assertThat(statuses).as("the server was spoken to").hasSizeGreaterThan(SHOTS / 2);
    assertAsBefore(threads);
  }

  @AfterEach
  void letTimePass() {
    // So that the operator's allowance is full again.
    SERVER.clock.advance(Duration.ofMinutes(10));
  }

  private static void assertFit(Heard.Reply answer, String sent) {
    assertThat(answer.status()).as(sent).isNotEqualTo(500);
    assertThat(answer.header("Server")).as(sent).isEmpty();
    if (answer.status() < 200) {
      return;
    }
    assertThat(answer.header("X-Content-Type-Options")).as(sent).isEqualTo("nosniff");
    // What never changes is asked about each time, what does is kept by nobody.
    assertThat(answer.header("Cache-Control"))
        .as(sent)
        .isEqualTo(answer.header("ETag").isEmpty() ? "no-store" : "no-cache");
    assertThat(answer.header("Content-Security-Policy")).as(sent).startsWith("default-src 'none'");
    assertThat(answer.header("Referrer-Policy")).as(sent).isEqualTo("no-referrer");
    assertThat(answer.header("Cross-Origin-Resource-Policy")).as(sent).isEqualTo("same-origin");
    assertThat(answer.headers().keySet())
        .as(sent)
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"))
        .doesNotContain("X-Injected");
    assertThat(answer.toString()).as(sent).doesNotContain(FuzzWords.MARK).doesNotContain(TOKEN);
    assertThat(INSIDES.matcher(answer.toString()).results().map(found -> found.group()))
        .as(sent)
        .isEmpty();
    if (answer.status() >= 400) {
      assertThat(answer.problem()).as(sent + " -> " + answer).isTrue();
      if (answer.whole() && !answer.body().isEmpty()) {
        Shapes.assertShape(TestServer.parse(answer.body()), Shapes.PROBLEM);
      }
    }
  }

  /** What came back until the server closed, or the client had enough. */
  private static byte[] fire(RequestFuzz.Shot shot) throws IOException {
    SERVER.clock.advance(Duration.ofSeconds(3));
    ByteArrayOutputStream came = new ByteArrayOutputStream();
    try (Socket socket = SERVER.connect()) {
      try {
        for (byte[] piece : shot.pieces()) {
          socket.getOutputStream().write(piece);
        }
        switch (shot.end()) {
          case READS -> read(socket.getInputStream(), came);
          case CLOSES_ITS_HALF -> {
            socket.shutdownOutput();
            read(socket.getInputStream(), came);
          }
          case LEAVES -> {}
          case RESETS -> socket.setSoLinger(true, 0);
        }
      } catch (SocketException reset) {
        // Closed by the server while there was more to send, which is its right.
      }
    }
    return came.toByteArray();
  }

  private static void read(InputStream in, ByteArrayOutputStream came) throws IOException {
    byte[] some = new byte[8192];
    for (int n = in.read(some); n >= 0; n = in.read(some)) {
      came.write(some, 0, n);
      // A stream goes on for ever, and is let go of when it has begun.
      boolean streams =
          came.toString(StandardCharsets.ISO_8859_1)
              .contains("\r\nContent-Type: text/event-stream");
      if (streams || came.size() > MOST_READ) {
        return;
      }
    }
  }

  /** Every place is free again: for readers, for requests at once, for connections. */
  private static void assertAsBefore(int threads) throws Exception {
    // A connection that is slow to ask, as on a busy machine, is cut off as idle, and comes again.
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              // A reader that left is missed when there is something to say to it.
              SERVER.clock.advance(Duration.ofSeconds(5));
              return SERVER.json("/metrics", 200).at("/stream/readers").asInt() == 0;
            });
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> SERVER.get("/health").statusCode() == 200);
    assertRequestsAtOnce();
    assertConnectionsAtOnce();
    await()
        .atMost(PATIENCE)
        .until(() -> ManagementFactory.getThreadMXBean().getThreadCount() <= threads + SHOOTERS);
  }

  private static void assertRequestsAtOnce() throws Exception {
    CountDownLatch inside = new CountDownLatch(REQUESTS);
    CountDownLatch leave = new CountDownLatch(1);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      SERVER.showing(
          () -> {
            inside.countDown();
            awaitQuietly(leave);
            return feed().build();
          });
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        answers.add(
            clients.submit(
                () ->
                    await()
                        .atMost(PATIENCE)
                        .ignoreExceptions()
                        .until(HardShellTest::health, answer -> !answer.isEmpty())));
      }
      boolean all = inside.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      leave.countDown();
      assertThat(all).as("as many requests at once as before").isTrue();
      for (Future<String> answer : answers) {
        assertThat(answer.get()).startsWith("HTTP/1.1 200 ");
      }
    } finally {
      leave.countDown();
      SERVER.show(feed());
    }
  }

  private static String health() {
    return SERVER.raw("GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  }

  /** Opens one more connection; false if it was cut off. */
  private static boolean isServed(List<Socket> open) throws IOException {
    Socket socket = SERVER.connect();
    open.add(socket);
    socket
        .getOutputStream()
        .write("GET /ping HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return socket.getInputStream().read() == 'H';
  }

  private static void assertConnectionsAtOnce() throws Exception {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < CONNECTIONS; i++) {
        await("connection " + i + " is served")
            .atMost(PATIENCE)
            .ignoreExceptions()
            .until(() -> isServed(open));
      }
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Nothing waits in it, so that it is well however much time passes. */
  private static SnapshotBuilder feed() {
    return SnapshotBuilder.healthy()
        .ingested(new FeedSnapshot.Ingested(900, 1000, 990, 10, 0, 1024));
  }

  private static TestServer server() {
    HttpOptions shipped = TestServer.options();
    HttpOptions few =
        shipped
            .with(new HttpOptions.Connections(CONNECTIONS, CONNECTIONS, SHORT, SHORT))
            .with(
                shipped
                    .requests()
                    .atOnce(REQUESTS, shipped.requests().queued(), Duration.ofSeconds(10)))
            .withStreamReaders(READERS);
    AdminAccess admin =
        new AdminAccess(
            new AdminToken(TOKEN),
            _ -> new SwitchResult.Followed(new ActiveStore.Held(0)),
            venue ->
                venue.equals("binance")
                    ? List.of(
                        new ReconnectVenue.Begun(
                            new LineId(new Venue(venue), "a"), ReconnectVenue.Doing.REPLACING))
                    : List.of());
    return new TestServer(few, new InMemoryJournal(), Optional.of(admin)).show(feed());
  }
}
