package btcfeed.http;

import btcfeed.application.observe.ObserveFeed;
import btcfeed.domain.time.Clock;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/**
 * The feed's HTTP server: health, probes, metrics, store status.
 *
 * <p>Answers come from {@link ObserveFeed} alone, on virtual threads of its own; it cannot slow the
 * feed down, and it answers while everything else is broken.
 */
public final class FeedHttp implements AutoCloseable {
  private final WebServer server;
  private final PrometheusText prometheus;

  private FeedHttp(WebServer server, PrometheusText prometheus) {
    this.server = server;
    this.prometheus = prometheus;
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

  /** Listens; returns when it does, or cannot. */
  public static Started start(HttpOptions options, ObserveFeed feed, Clock clock) {
    InetSocketAddress address;
    try {
      address = new InetSocketAddress(InetAddress.getByName(options.host()), options.port());
    } catch (UnknownHostException e) {
      return new Started.Failed(
          cannot(options) + "no such host; set HEALTH_CHECK_HOST to an address of this machine");
    }
    Served served = new Served();
    PrometheusText prometheus = new PrometheusText(feed, clock, options, served);
    Routes routes = new Routes(feed, clock, options, served, prometheus);
    WebServer server = new Server(served, clock).build(options, address, routes.endpoints());
    try {
      return new Started.Running(new FeedHttp(server.start(), prometheus));
    } catch (RuntimeException e) {
      return ioCause(e)
          .map(cause -> new Started.Failed(cannot(options) + advice(cause)))
          .orElseThrow(() -> e);
    }
  }

  /** The port it listens on, the one chosen when 0 was asked for. */
  public int port() {
    return server.port();
  }

  /** Stops listening, lets answers under way finish, and closes; within 2 s. Idempotent. */
  @Override
  public void close() {
    server.stop();
    prometheus.close();
  }

  private static String cannot(HttpOptions options) {
    return "cannot listen on " + options.host() + ":" + options.port() + ": ";
  }

  private static String advice(IOException cause) {
    String said = Optional.ofNullable(cause.getMessage()).orElse("").toLowerCase(Locale.ROOT);
    if (said.contains("in use")) {
      return "the port is taken; stop what listens there or set HEALTH_CHECK_PORT to another one";
    }
    if (said.contains("permission")) {
      return "not permitted; set HEALTH_CHECK_PORT to one above 1023";
    }
    if (cause instanceof BindException) {
      return "not an address of this machine; set HEALTH_CHECK_HOST to one, or to 0.0.0.0 for all";
    }
    return said.isEmpty() ? cause.getClass().getSimpleName() : said;
  }

  private static Optional<IOException> ioCause(RuntimeException failure) {
    Optional<Throwable> at = Optional.of(failure);
    while (at.isPresent()) {
      Throwable cause = at.get();
      if (cause instanceof IOException io) {
        return Optional.of(io);
      }
      at = Optional.ofNullable(cause.getCause());
    }
    return Optional.empty();
  }
}
