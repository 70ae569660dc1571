package btcfeed.http.stream;

import btcfeed.http.response.Problem;
import btcfeed.http.response.Problem.BadRequest;
import btcfeed.http.response.Response;
import btcfeed.http.server.AllowedOrigins;
import btcfeed.http.server.ConnectionPhase;
import btcfeed.http.server.HttpCounters;
import btcfeed.http.server.RareLog;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import io.helidon.http.HttpPrologue;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.websocket.WsConfig;
import io.helidon.webserver.websocket.WsUpgrader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Turns a request for {@code /api/v1/ws} into a WebSocket. A refused request continues as an
 * ordinary request, and {@link #refuse} responds with the reason.
 */
public final class WebSocketUpgrader extends WsUpgrader {
  public static final String PATH = "/api/v1/ws";

  private static final HeaderName KEY = HeaderNames.create("Sec-WebSocket-Key");
  private static final HeaderName VERSION = HeaderNames.create("Sec-WebSocket-Version");
  private static final Header CONNECTION_UPGRADE =
      HeaderValues.create(HeaderNames.CONNECTION, "Upgrade");
  private static final String SUPPORTED_VERSION = "13";
  private static final int KEY_BYTES = 16;

  private final StreamBroadcaster broadcaster;
  private final AllowedOrigins origins;
  private final HttpCounters counters;
  private final RareLog log;

  /** A parsed request. */
  private sealed interface Parsed {
    record Valid(StreamQuery query, String key) implements Parsed {}

    record Refused(Response response) implements Parsed {}
  }

  public WebSocketUpgrader(
      StreamBroadcaster broadcaster, AllowedOrigins origins, HttpCounters counters) {
    super(WsConfig.create());
    this.broadcaster = broadcaster;
    this.origins = origins;
    this.counters = counters;
    this.log = new RareLog(broadcaster.clock());
  }

  @Override
  public ServerConnection upgrade(
      ConnectionContext connection, HttpPrologue prologue, WritableHeaders<?> headers) {
    return open(connection, prologue, headers)
        // Helidon's upgrader has no path configured and leaves the request to the routing.
        .orElseGet(() -> super.upgrade(connection, prologue, headers));
  }

  /** The response to a request that is not upgraded. */
  public Response refuse(ServerRequest request) {
    return switch (parse(request.query(), request.headers())) {
      case Parsed.Refused(Response response) -> response;
      case Parsed.Valid _ -> Problem.NO_PLACE.response();
    };
  }

  private Optional<ServerConnection> open(
      ConnectionContext connection, HttpPrologue prologue, WritableHeaders<?> headers) {
    if (!prologue.method().equals(Method.GET) || !PATH.equals(prologue.uriPath().rawPath())) {
      return Optional.empty();
    }
    return switch (parse(prologue.query(), headers)) {
      case Parsed.Refused _ -> Optional.empty();
      case Parsed.Valid(StreamQuery query, String key) ->
          broadcaster
              .enter(query, StreamFormat.MESSAGES)
              .map(reader -> handshake(connection, key, reader));
    };
  }

  private Parsed parse(Parameters query, Headers headers) {
    if (!origins.hosts().accept(headers)) {
      return new Parsed.Refused(Problem.MISDIRECTED.response());
    }
    StreamQuery parsed;
    try {
      parsed = StreamQuery.parse(query, Optional.empty());
    } catch (BadRequest wrong) {
      return new Parsed.Refused(wrong.response());
    }
    boolean upgrade =
        headers.first(HeaderNames.UPGRADE).filter("websocket"::equalsIgnoreCase).isPresent()
            && headers.containsToken(CONNECTION_UPGRADE);
    if (!upgrade || !headers.first(VERSION).orElse(SUPPORTED_VERSION).equals(SUPPORTED_VERSION)) {
      return new Parsed.Refused(
          Problem.UPGRADE_REQUIRED
              .response()
              .with(HeaderNames.UPGRADE, "websocket")
              .with(VERSION, SUPPORTED_VERSION));
    }
    if (!origins.admit(headers)) {
      return new Parsed.Refused(Problem.OTHER_ORIGIN.response());
    }
    return headers
        .first(KEY)
        .filter(WebSocketUpgrader::isKey)
        .<Parsed>map(key -> new Parsed.Valid(parsed, key))
        .orElseGet(() -> new Parsed.Refused(Problem.NO_SOCKET_KEY.response()));
  }

  private static boolean isKey(String text) {
    try {
      return Base64.getDecoder().decode(text).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private ServerConnection handshake(
      ConnectionContext connection, String key, StreamReader reader) {
    try {
      ConnectionPhase.beginStream();
      String response =
          SWITCHING_PROTOCOL_PREFIX + hash(connection, key) + SWITCHING_PROTOCOLS_SUFFIX;
      counters.addResponse(Status.SWITCHING_PROTOCOLS_101_CODE);
      connection
          .dataWriter()
          .writeNow(BufferData.create(response.getBytes(StandardCharsets.US_ASCII)));
      return new SocketConnection(connection, reader, broadcaster.clock(), log);
    } catch (RuntimeException gone) {
      reader.close();
      throw gone;
    }
  }
}
