package btcfeed.http;

import btcfeed.application.observe.ObserveFeed;
import btcfeed.application.read.ReadCandles;
import btcfeed.application.read.ReadRecords;
import btcfeed.domain.time.Clock;
import btcfeed.http.admin.Admin;
import btcfeed.http.admin.AdminAccess;
import btcfeed.http.api.Api;
import btcfeed.http.metrics.Metrics;
import btcfeed.http.page.Asset;
import btcfeed.http.response.Accept;
import btcfeed.http.response.JsonObject;
import btcfeed.http.response.Problem;
import btcfeed.http.response.Response;
import btcfeed.http.response.Route;
import btcfeed.http.server.AllowedOrigins;
import btcfeed.http.server.HttpCounters;
import btcfeed.http.server.HttpOptions;
import btcfeed.http.server.Server;
import btcfeed.http.stream.StreamBroadcaster;
import btcfeed.http.stream.WebSocketUpgrader;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The feed's HTTP server: health, probes, metrics, the read API, streams, the dashboard, and the
 * operator's paths.
 *
 * <p>It reads only through {@link ObserveFeed}, {@link ReadRecords} and {@link ReadCandles}, on its
 * own virtual threads. It therefore does not slow the feed down and works while stores and venues
 * are unavailable.
 */
public final class FeedHttp implements AutoCloseable {
  private final WebServer server;
  private final InetSocketAddress address;
  private final ObserveFeed feed;
  private final Metrics metrics;
  private final StreamBroadcaster streams;
  private volatile boolean closed;

  private FeedHttp(
      WebServer server,
      InetAddress host,
      ObserveFeed feed,
      Metrics metrics,
      StreamBroadcaster streams) {
    this.server = server;
    this.address = new InetSocketAddress(host, server.port());
    this.feed = feed;
    this.metrics = metrics;
    this.streams = streams;
  }

  /**
   * Starts the server; returns when it listens.
   *
   * @param admin empty to offer no path that changes state
   * @throws BindException if it cannot listen; the message has the address, the problem and what to
   *     do
   */
  public static FeedHttp start(
      HttpOptions options,
      ObserveFeed feed,
      ReadRecords records,
      ReadCandles candles,
      Optional<AdminAccess> admin,
      Clock clock)
      throws BindException {
    InetSocketAddress address = new InetSocketAddress(options.host(), options.port());
    // Helidon only logs that it cannot listen, so the address is tested beforehand.
    Optional<String> obstacle = obstacle(address);
    if (obstacle.isPresent()) {
      throw failed(options, obstacle.get());
    }
    HttpCounters counters = new HttpCounters();
    Metrics metrics = new Metrics(feed, clock, options, counters);
    StreamBroadcaster streams = new StreamBroadcaster(records, feed, clock, options, counters);
    WebSocketUpgrader socket =
        new WebSocketUpgrader(
            streams, new AllowedOrigins(options.corsOrigins(), options.hostNames()), counters);
    Map<String, Route> routes = new LinkedHashMap<>();
    routes.put("/", Route.read(request -> pageOrIndex(request, feed, routes.keySet())));
    routes.putAll(new Api(feed, records, candles, clock).routes());
    routes.put("/metrics", Route.read(metrics::respond));
    routes.put(StreamBroadcaster.PATH, Route.read(streams::respond));
    routes.put(WebSocketUpgrader.PATH, Route.read(socket::refuse));
    routes.putAll(Asset.routes());
    admin.ifPresent(access -> routes.putAll(new Admin(access, clock).routes()));
    WebServer server = new Server(counters, clock, options).build(address, routes, socket);
    server.start();
    streams.start();
    if (!server.isRunning()) {
      throw failed(options, obstacle(address).orElse("another program took the port; try again"));
    }
    return new FeedHttp(server, address.getAddress(), feed, metrics, streams);
  }

  /** {@code /} is the dashboard, or a list of the paths as JSON. */
  private static Response pageOrIndex(ServerRequest request, ObserveFeed feed, Set<String> paths) {
    return Accept.of(request)
        .choose(List.of(Asset.HTML, Response.JSON))
        .map(
            type ->
                type.equals(Asset.HTML)
                    ? Asset.page(request)
                    : Response.json(
                        new JsonObject()
                            .with("name", "BTC Live Feed")
                            .with("version", feed.snapshot().setup().version())
                            .with("endpoints", paths)))
        .orElseGet(Problem.NOT_ACCEPTABLE::response);
  }

  /** The port it listens on; the chosen one if the configured port is 0. */
  public int port() {
    return address.getPort();
  }

  /**
   * Sends itself a browser's requests once there is a price, so that the first browser gets its
   * page as fast as later ones. Returns at once.
   */
  public void warmUp() {
    Thread.ofVirtual().name("http-warm-up").start(new WarmUp(feed, address, () -> closed));
  }

  /** Stops listening, completes responses in progress and closes, within 2 s. Idempotent. */
  @Override
  public void close() {
    closed = true;
    streams.close();
    server.stop();
    metrics.close();
  }

  private static BindException failed(HttpOptions options, String why) {
    return new BindException(
        "cannot listen on " + options.host() + ":" + options.port() + ": " + why);
  }

  /** Why this address cannot be used now and what to do; empty if it can. */
  public static Optional<String> obstacle(InetSocketAddress address) {
    if (address.isUnresolved()) {
      return Optional.of("no such host; set HEALTH_CHECK_HOST to an address of this machine");
    }
    try (ServerSocket attempt = new ServerSocket()) {
      attempt.bind(address);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(advice(e));
    }
  }

  private static String advice(IOException failure) {
    String message = Optional.ofNullable(failure.getMessage()).orElse("").toLowerCase(Locale.ROOT);
    if (message.contains("in use")) {
      return "the port is in use; stop the program that uses it or set HEALTH_CHECK_PORT to another"
          + " port";
    }
    if (message.contains("permission")) {
      return "not permitted; set HEALTH_CHECK_PORT to a port above 1023";
    }
    if (failure instanceof BindException) {
      return "not an address of this machine; set HEALTH_CHECK_HOST to one, or to 0.0.0.0 for all";
    }
    return message.isEmpty() ? failure.getClass().getSimpleName() : message;
  }
}
