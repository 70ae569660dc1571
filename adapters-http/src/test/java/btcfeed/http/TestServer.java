package btcfeed.http;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.application.observe.FeedSnapshot;
import btcfeed.application.read.JournalPages;
import btcfeed.application.read.ReadCandles;
import btcfeed.http.admin.AdminAccess;
import btcfeed.http.server.HttpOptions;
import btcfeed.testsupport.InMemoryJournal;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** The real server on a free loopback port, with the snapshot a test chooses. */
final class TestServer implements AutoCloseable {
  /** Long enough for a busy machine. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  final TestClock clock = new TestClock();
  final InMemoryJournal journal;
  final AtomicInteger looks = new AtomicInteger();

  private volatile Supplier<FeedSnapshot> feed = SnapshotBuilder.healthy()::build;
  private volatile ReadCandles candles =
      (_, _, _, _) -> new ReadCandles.CandlesResult.Found(List.of());
  private final FeedHttp http;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  TestServer() {
    this(TestOptions.shipped());
  }

  TestServer(HttpOptions options) {
    this(options, new InMemoryJournal());
  }

  TestServer(HttpOptions options, InMemoryJournal journal) {
    this(options, journal, Optional.empty());
  }

  /** A server with the operator's paths. */
  TestServer(AdminAccess admin) {
    this(TestOptions.shipped(), new InMemoryJournal(), Optional.of(admin));
  }

  TestServer(HttpOptions options, InMemoryJournal journal, Optional<AdminAccess> admin) {
    this.journal = journal;
    try {
      http =
          FeedHttp.start(
              options,
              () -> {
                looks.incrementAndGet();
                return feed.get();
              },
              new JournalPages(journal),
              (symbol, interval, from, buckets) -> candles.candles(symbol, interval, from, buckets),
              admin,
              clock);
    } catch (BindException e) {
      throw new AssertionError(e);
    }
  }

  /** Waits for a condition that soon becomes true; its first check is at once. */
  static ConditionFactory eventually() {
    return Awaitility.await()
        .atMost(PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20));
  }

  static void until(Callable<Boolean> condition) {
    eventually().until(condition);
  }

  TestServer show(SnapshotBuilder situation) {
    FeedSnapshot snapshot = situation.build();
    return showing(() -> snapshot);
  }

  TestServer showing(Supplier<FeedSnapshot> snapshots) {
    feed = snapshots;
    return this;
  }

  TestServer showing(ReadCandles stored) {
    candles = stored;
    return this;
  }

  FeedHttp http() {
    return http;
  }

  int port() {
    return http.port();
  }

  HttpResponse<String> get(String path) {
    return send(request(path));
  }

  HttpResponse<String> get(String path, String accept) {
    return send(request(path).header("Accept", accept));
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .timeout(PATIENCE);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** The body of a response with that status, which must be JSON. */
  JsonNode json(String path, int status) {
    HttpResponse<String> response = get(path);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
    return parse(response.body());
  }

  static JsonNode parse(String body) {
    try {
      return JSON.readTree(body);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + body, e);
    }
  }

  /** Sends bytes unchanged and returns everything until the server closes. */
  String raw(String bytes) {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A connection whose reads time out after a minute. */
  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout((int) PATIENCE.toMillis());
    return socket;
  }

  @Override
  public void close() {
    client.close();
    http.close();
  }
}
