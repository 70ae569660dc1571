package btcfeed.http.server;

import btcfeed.domain.time.Clock;
import btcfeed.http.answer.Methods;
import btcfeed.http.answer.Problem;
import btcfeed.http.answer.Response;
import btcfeed.http.answer.Route;
import btcfeed.http.answer.StreamingBody;
import io.helidon.common.concurrency.limits.FixedLimit;
import io.helidon.common.uri.UriPath;
import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.PathMatchers;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The web server set up for strangers: routes, limits, and a problem document for everything that
 * goes wrong, in routing or before it.
 */
public final class Server {
  /** Asks a proxy in between not to keep a stream back. */
  private static final Header UNBUFFERED = HeaderValues.create("X-Accel-Buffering", "no");

  /** Sockets of connections that are being closed while others have their places already. */
  private static final int CLOSING = 64;

  /** Probes answered at once while every other place is taken. */
  private static final int PROBES_AT_ONCE = 8;

  /** A connection tells when it is late, which is longer ago than this. */
  private static final Duration LATE_AT_ALL = Duration.ofMillis(1);

  private final ResponseCounters served;
  private final RareLog log;
  private final HttpOptions options;
  private final Hosts hosts;
  private final AllowedOrigins origins;

  public Server(ResponseCounters served, Clock clock, HttpOptions options) {
    this.served = served;
    this.log = new RareLog(clock);
    this.options = options;
    this.hosts = options.answeredHosts();
    this.origins = new AllowedOrigins(options.corsOrigins(), hosts);
  }

  /** Configured and not started. */
  public WebServer build(
      InetSocketAddress address, Map<String, Route> routes, Http1Upgrader socket) {
    HttpOptions.Connections connections = options.connections();
    WebServerConfig.Builder server =
        WebServer.builder()
            .shutdownHook(false)
            .address(address.getAddress())
            .port(address.getPort())
            .shutdownGracePeriod(options.shutdownGrace())
            .protocolsDiscoverServices(false)
            .addConnectionSelector(
                new ImpatientConnections(
                    http1(routes),
                    socket,
                    options,
                    new OpenConnections(connections, served),
                    atOnce(PROBES_AT_ONCE)))
            .maxTcpConnections(connections.most() + options.streamReaders() + CLOSING)
            .concurrencyLimit(atOnce(options.requests().atOnce()))
            .idleConnectionTimeout(LATE_AT_ALL)
            .idleConnectionPeriod(ImpatientConnection.checkEvery(connections))
            .maxPayloadSize(0)
            .directHandlers(directHandlers())
            .routing(routing(routes));
    return server.build();
  }

  private FixedLimit atOnce(int requests) {
    return FixedLimit.builder()
        .permits(requests)
        .queueLength(options.requests().queued())
        .queueTimeout(options.requests().queueTimeout())
        .build();
  }

  private Http1Config http1(Map<String, Route> routes) {
    return Http1Config.builder()
        .maxPrologueLength(options.requests().lineBytes())
        .maxHeadersSize(options.requests().headerBytes())
        .sendKeepAliveHeader(false)
        .addReceiveListener(new ProbeListener(routes))
        .build();
  }

  private HttpRouting.Builder routing(Map<String, Route> routes) {
    HttpRouting.Builder routing = HttpRouting.builder();
    routing.addFilter(this::admit);
    routes.forEach(
        (path, route) -> {
          Response allowed = allowed(route.methods());
          Response wrongMethod = wrongMethod(route.methods());
          routing.route(
              route.methods().answered(),
              PathMatchers.create(path),
              (request, response) ->
                  send(request, response, shared(route, request, answer(route, request))));
          routing.options(
              path,
              (request, response) -> send(request, response, shared(route, request, allowed)));
          routing.any(path, (request, response) -> send(request, response, wrongMethod));
        });
    routing.any((request, response) -> send(request, response, Problem.NOT_FOUND.answer()));
    return routing;
  }

  /** Refuses what no path takes, before any is looked for. */
  private void admit(FilterChain chain, RoutingRequest request, RoutingResponse response) {
    if (request.content().hasEntity()) {
      send(request, response, Problem.NO_BODY.answer().closing());
    } else if (!hasPath(request)) {
      send(request, response, Problem.NO_PATH.answer().closing());
    } else {
      chain.proceed();
    }
  }

  /**
   * A target such as {@code mailto:x} has none, which the server's own routing does not survive.
   */
  private static boolean hasPath(RoutingRequest request) {
    return Optional.ofNullable(request.prologue().uriPath().path()).isPresent();
  }

  private Response answer(Route route, ServerRequest request) {
    if (route.methods() == Methods.ACT && !asWritten(request)) {
      return Problem.NOT_FOUND.answer();
    }
    if (route.hosts() == Route.AnsweredFor.OWN_NAMES && !hosts.answers(request.headers())) {
      return Problem.MISDIRECTED.answer();
    }
    try {
      return route.endpoint().answer(request);
    } catch (RuntimeException e) {
      log.error("an answer could not be made", e);
      return Problem.INTERNAL.answer();
    }
  }

  /**
   * Routing forgives {@code //admin}, {@code /x/../admin} and {@code /%61dmin}; a proxy in front
   * that keeps strangers from {@code /admin} may not. What does something is found in one spelling
   * only.
   */
  private static boolean asWritten(ServerRequest request) {
    UriPath path = request.prologue().uriPath();
    return path.rawPath().equals(path.path());
  }

  private static Response allowed(Methods methods) {
    return Response.empty().with(HeaderNames.ALLOW, methods.allow());
  }

  /**
   * The same, for pages of other origins too where they were named; never what changes something.
   */
  private Response shared(Route route, ServerRequest request, Response answer) {
    return switch (route.methods()) {
      case READ ->
          origins
              .named(request.headers())
              .map(origin -> Headers.share(answer, origin))
              .orElse(answer);
      case ACT -> answer;
    };
  }

  private static Response wrongMethod(Methods methods) {
    return Problem.methodNotAllowed(methods).answer().with(HeaderNames.ALLOW, methods.allow());
  }

  private void send(ServerRequest request, ServerResponse response, Response wanted) {
    Response answer = ConnectionLimit.isOldVersion() ? whole(wanted) : wanted;
    served.count(answer.status().code());
    boolean last = answer.last() || request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
    response.status(answer.status());
    ServerResponseHeaders headers = response.headers();
    Headers.addTo(headers);
    answer.headers().forEach((name, value) -> headers.set(HeaderValues.create(name, value)));
    if (last) {
      headers.set(HeaderValues.CONNECTION_CLOSE);
    }
    if (answer.status().code() == Status.SERVICE_UNAVAILABLE_503_CODE
        && answer.contentType().equals(Problem.CONTENT_TYPE)) {
      headers.set(HeaderNames.RETRY_AFTER, "1");
    }
    answer
        .flow()
        .ifPresentOrElse(
            flow -> sendFlow(response, answer.contentType(), flow),
            () -> sendBody(request, response, answer));
    if (last) {
      // The server says that it will close the connection and then waits for the next request.
      throw new CloseConnectionException("the last answer on this connection");
    }
  }

  /** Without a flow, whose chunks only HTTP/1.1 has. */
  private static Response whole(Response answer) {
    return answer
        .flow()
        .map(
            flow -> {
              flow.close();
              return Problem.refused(Status.HTTP_VERSION_NOT_SUPPORTED_505).answer();
            })
        .orElse(answer);
  }

  private static void sendFlow(ServerResponse response, String contentType, StreamingBody flow) {
    response.headers().set(HeaderNames.CONTENT_TYPE, contentType);
    response.headers().set(UNBUFFERED);
    ConnectionLimit.beginFlow();
    try (flow) {
      try (OutputStream out = response.outputStream()) {
        out.write(flow.begin());
        out.flush();
        flow.writeTo(ConnectionLimit.output());
      }
      // Says that this was the end, which the server does when a handler returns; this one will
      // not.
      if (response instanceof RoutingResponse routing) {
        routing.commit();
      }
    } catch (IOException | UncheckedIOException | CloseConnectionException _) {
      // The client is gone, or was sent away for not reading; either way the connection is closed.
    }
  }

  private static void sendBody(ServerRequest request, ServerResponse response, Response answer) {
    byte[] body = answer.body().bytes();
    if (body.length == 0) {
      response.send();
      return;
    }
    response.headers().set(HeaderNames.CONTENT_TYPE, answer.contentType());
    if (request.prologue().method().equals(Method.HEAD)) {
      response.headers().contentLength(body.length);
      response.send();
    } else {
      response.send(body);
    }
  }

  private DirectHandlers directHandlers() {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
      handlers.addHandler(
          type,
          (request, _, status, headers, _) ->
              refuse(unread(request) ? read(status) : status, headers));
    }
    return handlers.build();
  }

  private static boolean unread(DirectHandler.TransportRequest request) {
    return request.method().isEmpty();
  }

  /**
   * The server takes it for a failure of its own when a request cannot even be read, say for a
   * comma in the method. Ours come after that, and are caught in {@link #answer}.
   */
  private static Status read(Status status) {
    return status.code() == Status.INTERNAL_SERVER_ERROR_500_CODE ? Status.BAD_REQUEST_400 : status;
  }

  private DirectHandler.TransportResponse refuse(Status status, ServerResponseHeaders headers) {
    served.count(status.code());
    Headers.addTo(headers);
    headers.set(HeaderNames.CONTENT_TYPE, Problem.CONTENT_TYPE);
    if (status.code() == Status.SERVICE_UNAVAILABLE_503_CODE) {
      headers.set(HeaderNames.RETRY_AFTER, "1");
    }
    return DirectHandler.TransportResponse.builder()
        .status(status)
        .headers(headers)
        .keepAlive(false)
        .entity(Problem.refused(status).answer().body().bytes())
        .build();
  }
}
