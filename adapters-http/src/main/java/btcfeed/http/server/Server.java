package btcfeed.http.server;

import btcfeed.domain.time.Clock;
import btcfeed.http.response.Problem;
import btcfeed.http.response.Problem.BadRequest;
import btcfeed.http.response.Response;
import btcfeed.http.response.Route;
import btcfeed.http.response.StreamingBody;
import io.helidon.common.uri.UriPath;
import io.helidon.http.DirectHandler;
import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.RoutingRequest;
import io.helidon.webserver.http.RoutingResponse;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Configures Helidon for untrusted clients: routes, limits, and a problem document for every error
 * inside and outside of routing.
 */
public final class Server {
  /** Asks a proxy not to buffer a stream. */
  private static final Header UNBUFFERED = HeaderValues.create("X-Accel-Buffering", "no");

  /** Extra sockets for connections that are closing while others already have their places. */
  private static final int CLOSING = 64;

  /** Shorter than the idle time a late connection reports. */
  private static final Duration IDLE_LIMIT = Duration.ofMillis(1);

  private final HttpCounters counters;
  private final RareLog log;
  private final HttpOptions options;
  private final RequestLimit limit;
  private final Hosts hosts;
  private final AllowedOrigins origins;

  public Server(HttpCounters counters, Clock clock, HttpOptions options) {
    this.counters = counters;
    this.log = new RareLog(clock);
    this.options = options;
    this.limit = new RequestLimit(options.requests());
    this.hosts = options.hostNames();
    this.origins = new AllowedOrigins(options.corsOrigins(), hosts);
  }

  /** Returns a configured server that is not started. */
  public WebServer build(
      InetSocketAddress address, Map<String, Route> routes, Http1Upgrader webSocket) {
    HttpOptions.Connections connections = options.connections();
    Http1Config http1 =
        Http1Config.builder()
            .maxPrologueLength(options.requests().lineBytes())
            .maxHeadersSize(options.requests().headerBytes())
            .sendKeepAliveHeader(false)
            .build();
    return WebServer.builder()
        .shutdownHook(false)
        .address(address.getAddress())
        .port(address.getPort())
        .shutdownGracePeriod(options.shutdownGrace())
        .protocolsDiscoverServices(false)
        .addConnectionSelector(
            new TimedConnection.Selector(
                Http1ConnectionSelector.builder().config(http1).addUpgrader(webSocket).build(),
                options,
                new OpenConnections(connections, counters)))
        .maxTcpConnections(connections.most() + options.streamReaders() + CLOSING)
        .idleConnectionTimeout(IDLE_LIMIT)
        .idleConnectionPeriod(TimedConnection.checkInterval(connections))
        .maxPayloadSize(0)
        .directHandlers(directHandlers())
        .routing(routing(routes))
        .build();
  }

  private HttpRouting.Builder routing(Map<String, Route> routes) {
    HttpRouting.Builder routing = HttpRouting.builder();
    routing.addFilter((chain, request, response) -> admit(routes, chain, request, response));
    routes.forEach(
        (path, route) ->
            routing.any(
                path, (request, response) -> send(request, response, respond(route, request))));
    routing.any((request, response) -> send(request, response, Problem.NOT_FOUND.response()));
    return routing;
  }

  private Response respond(Route route, ServerRequest request) {
    Method method = request.prologue().method();
    String allow = route.methods().allow();
    if (method.equals(Method.OPTIONS)) {
      Response options = Response.empty(Status.OK_200).with(HeaderNames.ALLOW, allow);
      return withCors(route, request, options);
    }
    return route.methods().allows(method)
        ? withCors(route, request, handle(route, request))
        : Problem.methodNotAllowed(route.methods()).response().with(HeaderNames.ALLOW, allow);
  }

  /** Refuses requests that no path accepts, and those without a permit. */
  private void admit(
      Map<String, Route> routes,
      FilterChain chain,
      RoutingRequest request,
      RoutingResponse response) {
    Optional<String> path = Optional.ofNullable(request.prologue().uriPath().rawPath());
    try {
      if (!ConnectionPhase.beginResponse(
          limit, path.filter(it -> isProbe(it, routes)).isPresent())) {
        send(
            request,
            response,
            Problem.refused(Status.SERVICE_UNAVAILABLE_503).response().thenClose());
      } else if (request.content().hasEntity()) {
        send(request, response, Problem.NO_BODY.response().thenClose());
      } else if (Optional.ofNullable(request.prologue().uriPath().path()).isEmpty()) {
        // Helidon's routing fails for a target without a path, such as mailto:x.
        send(request, response, Problem.NO_PATH.response().thenClose());
      } else {
        chain.proceed();
      }
    } finally {
      ConnectionPhase.endResponse();
    }
  }

  private static boolean isProbe(String path, Map<String, Route> routes) {
    return path.startsWith("/health")
        || Optional.ofNullable(routes.get(path))
            .filter(route -> route.hosts() == Route.HostCheck.ANY_NAME)
            .isPresent();
  }

  private Response handle(Route route, ServerRequest request) {
    if (route.methods() == Route.Methods.ACT && !isCanonical(request)) {
      return Problem.NOT_FOUND.response();
    }
    if (route.hosts() == Route.HostCheck.OWN_NAMES && !hosts.accept(request.headers())) {
      return Problem.MISDIRECTED.response();
    }
    try {
      return route.endpoint().handle(request);
    } catch (BadRequest wrong) {
      return wrong.response();
    } catch (RuntimeException e) {
      log.error("a request failed, the client got a 500", e);
      return Problem.INTERNAL.response();
    }
  }

  /**
   * True if the path is spelled as it is routed. Helidon also routes {@code //admin}, {@code
   * /x/../admin} and {@code /%61dmin}. A proxy that protects {@code /admin} may not recognise these
   * spellings, so paths that change state accept only the plain one.
   */
  private static boolean isCanonical(ServerRequest request) {
    UriPath path = request.prologue().uriPath();
    return path.rawPath().equals(path.path());
  }

  /** Adds CORS headers for allowed origins, except to paths that change state. */
  private Response withCors(Route route, ServerRequest request, Response response) {
    return switch (route.methods()) {
      case READ ->
          origins
              .listed(request.headers())
              .map(origin -> SecurityHeaders.withCors(response, origin))
              .orElse(response);
      case ACT -> response;
    };
  }

  private void send(ServerRequest request, ServerResponse response, Response wanted) {
    Response actual = ConnectionPhase.isHttp10() ? withoutStream(wanted) : wanted;
    counters.addResponse(actual.status().code());
    boolean last =
        actual.closing() || request.headers().containsToken(HeaderValues.CONNECTION_CLOSE);
    response.status(actual.status());
    ServerResponseHeaders headers = response.headers();
    SecurityHeaders.addTo(headers);
    actual.headers().forEach((name, value) -> headers.set(HeaderValues.create(name, value)));
    if (last) {
      headers.set(HeaderValues.CONNECTION_CLOSE);
    }
    actual.stream()
        .ifPresentOrElse(
            stream -> sendStream(response, actual.contentType(), stream),
            () -> sendBody(request, response, actual));
    if (last) {
      // Helidon sends Connection: close and then still waits for a request.
      throw new CloseConnectionException("the last response on this connection");
    }
  }

  /** Refuses a stream, whose chunks only HTTP/1.1 has. */
  private static Response withoutStream(Response response) {
    response.stream().ifPresent(StreamingBody::close);
    return response.stream().isEmpty()
        ? response
        : Problem.refused(Status.HTTP_VERSION_NOT_SUPPORTED_505).response();
  }

  private static void sendStream(
      ServerResponse response, String contentType, StreamingBody stream) {
    response.headers().set(HeaderNames.CONTENT_TYPE, contentType);
    response.headers().set(UNBUFFERED);
    ConnectionPhase.beginStream();
    try (stream) {
      try (OutputStream out = response.outputStream()) {
        out.write(stream.begin());
        out.flush();
        stream.writeTo(ConnectionPhase.output());
      }
      // Helidon commits when a handler returns; this one ends with an exception.
      if (response instanceof RoutingResponse routing) {
        routing.commit();
      }
    } catch (IOException | UncheckedIOException | CloseConnectionException _) {
      // The client left, or was disconnected for not reading; the connection is closed either way.
    }
  }

  private static void sendBody(ServerRequest request, ServerResponse response, Response wanted) {
    byte[] body = wanted.body();
    if (body.length == 0) {
      response.send();
      return;
    }
    response.headers().set(HeaderNames.CONTENT_TYPE, wanted.contentType());
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
              // Helidon reports a request it cannot parse, such as one with a comma in its method,
              // as a failure of its own. Failures of this server are handled in handle().
              refuse(
                  request.method().isEmpty()
                          && status.code() == Status.INTERNAL_SERVER_ERROR_500_CODE
                      ? Status.BAD_REQUEST_400
                      : status,
                  headers));
    }
    return handlers.build();
  }

  private DirectHandler.TransportResponse refuse(Status status, ServerResponseHeaders headers) {
    counters.addResponse(status.code());
    SecurityHeaders.addTo(headers);
    Response response = Problem.refused(status).response();
    headers.set(HeaderNames.CONTENT_TYPE, response.contentType());
    response.headers().forEach((name, value) -> headers.set(HeaderValues.create(name, value)));
    return DirectHandler.TransportResponse.builder()
        .status(status)
        .headers(headers)
        .keepAlive(false)
        .entity(response.body())
        .build();
  }
}
