package btcfeed.http;

import btcfeed.application.observe.ObserveFeed;
import btcfeed.application.read.ReadCandles;
import btcfeed.application.read.ReadRecords;
import btcfeed.domain.time.Clock;
import btcfeed.http.admin.Admin;
import btcfeed.http.admin.AdminAccess;
import btcfeed.http.answer.Route;
import btcfeed.http.api.Api;
import btcfeed.http.metrics.Metrics;
import btcfeed.http.page.Assets;
import btcfeed.http.server.AllowedOrigins;
import btcfeed.http.server.HttpOptions;
import btcfeed.http.server.ResponseCounters;
import btcfeed.http.server.Server;
import btcfeed.http.stream.StreamStats;
import btcfeed.http.stream.Streams;
import btcfeed.http.stream.WebSocketUpgrader;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The feed's HTTP server: health, probes, metrics, store status, and for an operator with the token
 * what can be changed.
 *
 * <p>What is read comes from {@link ObserveFeed}, {@link ReadRecords} and {@link ReadCandles}
 * alone, on virtual threads of its own; it cannot slow the feed down, and it answers while
 * everything else is broken.
 */
public final class FeedHttp implements AutoCloseable {
  private final WebServer server;
  private final InetSocketAddress address;
  private final ObserveFeed feed;
  private final Metrics metrics;
  private final Streams streams;
  private volatile boolean closed;

  private FeedHttp(
      WebServer server, InetAddress host, ObserveFeed feed, Metrics metrics, Streams streams) {
    this.server = server;
    this.address = new InetSocketAddress(host, server.port());
    this.feed = feed;
    this.metrics = metrics;
    this.streams = streams;
  }

  /** What became of {@link #start}. */
  public sealed interface Started {
    /** It listens. */
    record Running(FeedHttp http) implements Started {}

    /**
     * It does not.
     *
     * @param detail names the address, what is wrong with it and what to do
     */
    record Failed(String detail) implements Started {}
  }

  /**
   * Listens; returns when it does, or cannot.
   *
   * @param admin what may be asked to change; empty where nothing can be changed over HTTP
   */
  public static Started start(
      HttpOptions options,
      ObserveFeed feed,
      ReadRecords records,
      ReadCandles candles,
      Optional<AdminAccess> admin,
      Clock clock) {
    InetSocketAddress address = new InetSocketAddress(options.host(), options.port());
    // The server itself only logs that it cannot listen, so the address is tried beforehand.
    Optional<String> obstacle = obstacle(address);
    if (obstacle.isPresent()) {
      return failed(options, obstacle.get());
    }
    ResponseCounters served = new ResponseCounters();
    StreamStats told = new StreamStats();
    Metrics metrics = new Metrics(feed, clock, options, served, told);
    Streams streams = new Streams(records, feed, clock, options, told);
    WebSocketUpgrader socket =
        new WebSocketUpgrader(
            streams, new AllowedOrigins(options.corsOrigins(), options.answeredHosts()), served);
    Routes routes =
        new Routes(feed)
            .with(new Api(feed, records, candles, clock).routes())
            .with(Map.of("/metrics", Route.read(metrics::answer)))
            .with(Map.of(Streams.PATH, Route.read(streams::answer)))
            .with(Map.of(WebSocketUpgrader.PATH, Route.read(socket::refuse)))
            .with(Assets.routes())
            .with(admin.map(access -> new Admin(access, clock).routes()).orElse(Map.of()));
    WebServer server = new Server(served, clock, options).build(address, routes.all(), socket);
    server.start();
    streams.start();
    return server.isRunning()
        ? new Started.Running(new FeedHttp(server, address.getAddress(), feed, metrics, streams))
        : failed(options, obstacle(address).orElse("somebody else was quicker; try again"));
  }

  /** The port it listens on, the one chosen when 0 was asked for. */
  public int port() {
    return address.getPort();
  }

  /**
   * Has what a browser asks for answered a few times once there is a price, so that the first one
   * to come is answered as soon as any other. Returns at once.
   */
  public void warmUp() {
    Thread.ofVirtual().name("http-warm-up").start(new WarmUp(feed, address, () -> closed));
  }

  /** Stops listening, lets answers under way finish, and closes; within 2 s. Idempotent. */
  @Override
  public void close() {
    closed = true;
    streams.close();
    server.stop();
    metrics.close();
  }

  private static Started failed(HttpOptions options, String why) {
    return new Started.Failed(
        "cannot listen on " + options.host() + ":" + options.port() + ": " + why);
  }

  /** Why nobody can listen there now, and what to do; empty if one can. */
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
    String said = Optional.ofNullable(failure.getMessage()).orElse("").toLowerCase(Locale.ROOT);
    if (said.contains("in use")) {
      return "the port is taken; stop what listens there or set HEALTH_CHECK_PORT to another one";
    }
    if (said.contains("permission")) {
      return "not permitted; set HEALTH_CHECK_PORT to one above 1023";
    }
    if (failure instanceof BindException) {
      return "not an address of this machine; set HEALTH_CHECK_HOST to one, or to 0.0.0.0 for all";
    }
    return said.isEmpty() ? failure.getClass().getSimpleName() : said;
  }
}
