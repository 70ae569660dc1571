package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Random requests to every path at once. {@code -Dfuzz.seed=} sets another seed and {@code
 * -Dfuzz.shots=} more requests per path; a failure names the seed, the path and the request.
 */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@DisplayName("Under random and hostile requests")
class HardShellTest {
  private static final long SEED = Long.getLong("fuzz.seed", 20_260_801L);
  private static final int SHOTS = Integer.getInteger("fuzz.shots", 40);
  private static final String TOKEN = "9d4e1f7a3b5c60728394a5b6c7d8e9f0";

  /** Low limits, so that the test notices a single place that is not released. */
  private static final int CONNECTIONS = 40;

  private static final int READERS = 8;
  private static final int REQUESTS = 6;
  private static final int CLIENTS = 32;

  private static final Duration SHORT = Duration.ofMillis(300);
  private static final int MOST_READ = 2_000_000;

  /** Names of classes and lines of stack traces, which no response may contain. */
  private static final Pattern INSIDES =
      Pattern.compile(
          "\\b(?:java|javax|jdk|sun|io\\.helidon|btcfeed|com\\.fasterxml)(?:\\.[a-z]\\w*)*\\.[A-Z]\\w+|\\w+(?:Exception|Throwable)\\b|\\bat"
              + " [\\w.$]+\\([\\w.]*:\\d+\\)");

  private static final TestServer SERVER = server();

  /** What a client sends to a path. */
  private record Sent(String path, int number, RequestFuzz.Shot shot) {
    @Override
    public String toString() {
      return "fuzz.seed=" + SEED + " " + path + " shot " + number + ": " + shot;
    }
  }

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  /** Every path, with the parameters it requires. */
  private static List<String> paths() {
    List<String> paths = new ArrayList<>();
    TestServer.parse(SERVER.get("/", "application/json").body())
        .get("endpoints")
        .forEach(path -> paths.add(validRequest(path.asText())));
    paths.add("/nowhere");
    return paths;
  }

  private static String validRequest(String path) {
    return path.replace("{venue}", "binance")
        + (path.endsWith("/candles") ? "?symbol=BTC-USD&interval=1m" : "");
  }

  @Test
  @DisplayName("it never fails, reveals no internals, and releases everything afterwards")
  void underFire() throws Exception {
    int threads = ManagementFactory.getThreadMXBean().getThreadCount();
    Map<String, Integer> responses = new TreeMap<>();
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      Map<Sent, Future<byte[]>> received = new LinkedHashMap<>();
      for (Sent sent : shots()) {
        received.put(sent, clients.submit(() -> fire(sent.shot())));
      }
      for (Map.Entry<Sent, Future<byte[]>> each : received.entrySet()) {
        Sent sent = each.getKey();
        HttpReplies replies = HttpReplies.of(each.getValue().get(120, TimeUnit.SECONDS));
        assertThat(replies.rest()).as(sent.toString()).isEmpty();
        for (HttpReplies.Reply reply : replies.all()) {
          assertFit(reply, sent.toString());
        }
        responses.merge(sent.path(), replies.all().size(), Integer::sum);
      }
    }
    assertThat(responses.values()).as("responses: " + responses).allMatch(n -> n > SHOTS / 2);
    assertAsBefore(threads);
  }

  /** The shots of all paths, alternating between the paths. */
  private static List<Sent> shots() {
    Map<String, RequestFuzz> fuzz = new LinkedHashMap<>();
    paths().forEach(path -> fuzz.put(path, new RequestFuzz(SEED + path.hashCode(), path, TOKEN)));
    List<Sent> shots = new ArrayList<>();
    for (int i = 0; i < SHOTS; i++) {
      int number = i;
      fuzz.forEach((path, requests) -> shots.add(new Sent(path, number, requests.next())));
    }
    return shots;
  }

  private static void assertFit(HttpReplies.Reply reply, String sent) {
    assertThat(reply.status()).as(sent).isNotEqualTo(500);
    assertThat(reply.header("Server")).as(sent).isEmpty();
    if (reply.status() < 200) {
      return;
    }
    assertThat(reply.header("X-Content-Type-Options")).as(sent).isEqualTo("nosniff");
    // Static files are revalidated on each use, everything else is never stored.
    assertThat(reply.header("Cache-Control"))
        .as(sent)
        .isEqualTo(reply.header("ETag").isEmpty() ? "no-store" : "no-cache");
    assertThat(reply.header("Content-Security-Policy")).as(sent).startsWith("default-src 'none'");
    assertThat(reply.header("Referrer-Policy")).as(sent).isEqualTo("no-referrer");
    assertThat(reply.header("Cross-Origin-Resource-Policy")).as(sent).isEqualTo("same-origin");
    assertThat(reply.headers().keySet())
        .as(sent)
        .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control"))
        .doesNotContain("X-Injected");
    assertThat(reply.toString()).as(sent).doesNotContain(FuzzWords.MARK).doesNotContain(TOKEN);
    assertThat(INSIDES.matcher(reply.toString()).results().map(found -> found.group()))
        .as(sent)
        .isEmpty();
    if (reply.status() >= 400) {
      assertThat(reply.problem()).as(sent + " -> " + reply).isTrue();
      if (reply.whole() && !reply.body().isEmpty()) {
        Shapes.assertShape(TestServer.parse(reply.body()), Shapes.PROBLEM);
      }
    }
  }

  /** What the server sends until it or the client closes. */
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
        // The server may close before the client has sent everything.
      }
    }
    return came.toByteArray();
  }

  private static void read(InputStream in, ByteArrayOutputStream came) throws IOException {
    byte[] some = new byte[8192];
    for (int n = in.read(some); n >= 0; n = in.read(some)) {
      came.write(some, 0, n);
      // A stream has no end, so the client leaves when it has begun.
      boolean streams =
          came.toString(StandardCharsets.ISO_8859_1)
              .contains("\r\nContent-Type: text/event-stream");
      if (streams || came.size() > MOST_READ) {
        return;
      }
    }
  }

  /** All places are free again: for readers, requests at once and connections. */
  private static void assertAsBefore(int threads) throws Exception {
    // On a busy machine, the test's own client may be too slow at first.
    TestServer.eventually()
        .ignoreExceptions()
        .until(
            () -> {
              // The server notices that a reader left when it sends something.
              SERVER.clock.advance(Duration.ofSeconds(5));
              return SERVER.json("/metrics", 200).at("/stream/readers").asInt() == 0;
            });
    TestServer.eventually()
        .ignoreExceptions()
        .until(() -> SERVER.get("/health").statusCode() == 200);
    assertRequestsAtOnce();
    assertConnectionsAtOnce();
    TestServer.eventually()
        .until(() -> ManagementFactory.getThreadMXBean().getThreadCount() <= threads + CLIENTS);
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
      List<Future<String>> replies = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        replies.add(
            clients.submit(
                () ->
                    TestServer.eventually()
                        .ignoreExceptions()
                        .until(HardShellTest::health, reply -> !reply.isEmpty())));
      }
      boolean all = inside.await(TestServer.PATIENCE.toSeconds(), TimeUnit.SECONDS);
      leave.countDown();
      assertThat(all).as("as many requests at once as before").isTrue();
      for (Future<String> reply : replies) {
        assertThat(reply.get()).startsWith("HTTP/1.1 200 ");
      }
    } finally {
      leave.countDown();
      SERVER.show(feed());
    }
  }

  private static String health() {
    return SERVER.raw("GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
  }

  /** Opens one more connection; false if the server closes it. */
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
        TestServer.eventually()
            .alias("connection " + i + " is served")
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

  /** A feed without waiting messages, which stays healthy however far the clock advances. */
  private static SnapshotBuilder feed() {
    return SnapshotBuilder.healthy()
        .ingested(new FeedSnapshot.Ingested(900, 1000, 990, 10, 0, 1024));
  }

  private static TestServer server() {
    int queued = TestOptions.shipped().requests().queued();
    HttpOptions few =
        new TestOptions()
            .connections(new HttpOptions.Connections(CONNECTIONS, CONNECTIONS, SHORT, SHORT))
            .requests(REQUESTS, queued, Duration.ofSeconds(10))
            .streamReaders(READERS)
            .build();
    AdminAccess admin =
        new AdminAccess(
            new AdminToken(TOKEN),
            _ -> new SwitchResult.Accepted(new ActiveStore.Held(0)),
            venue ->
                venue.equals("binance")
                    ? List.of(
                        new ReconnectVenue.LineReconnect(
                            new LineId(new Venue(venue), "a"), ReconnectVenue.Action.REPLACING))
                    : List.of());
    return new TestServer(few, new InMemoryJournal(), Optional.of(admin)).show(feed());
  }
}
