package btcfeed.http.stream;

import btcfeed.http.response.Problem;
import btcfeed.http.response.Response;
import btcfeed.http.server.AllowedOrigins;
import btcfeed.http.server.RareLog;
import btcfeed.http.server.ResponseCounters;
import io.helidon.common.buffers.BufferData;
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
import java.util.Optional;

/**
 * Turns a request for {@code /api/v1/ws} into a WebSocket. A refused request continues as an
 * ordinary request, and {@link #refuse} responds with the reason.
 */
public final class WebSocketUpgrader extends WsUpgrader {
  public static final String PATH = "/api/v1/ws";

  private final Streams streams;
  private final AllowedOrigins origins;
  private final ResponseCounters responses;
  private final RareLog log;

  public WebSocketUpgrader(Streams streams, AllowedOrigins origins, ResponseCounters responses) {
    super(WsConfig.create());
    this.streams = streams;
    this.origins = origins;
    this.responses = responses;
    this.log = new RareLog(streams.clock());
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
    return switch (SocketRequest.read(request.query(), request.headers(), origins)) {
      case SocketRequest.Refused(Response response) -> response;
      case SocketRequest.Valid _ -> Problem.NO_PLACE.response();
    };
  }

  private Optional<ServerConnection> open(
      ConnectionContext connection, HttpPrologue prologue, WritableHeaders<?> headers) {
    if (!prologue.method().equals(Method.GET) || !PATH.equals(prologue.uriPath().rawPath())) {
      return Optional.empty();
    }
    return switch (SocketRequest.read(prologue.query(), headers, origins)) {
      case SocketRequest.Refused _ -> Optional.empty();
      case SocketRequest.Valid(StreamQuery query, String key) ->
          streams
              .enter(query, StreamFormat.MESSAGES)
              .map(reader -> handshake(connection, key, reader));
    };
  }

  private ServerConnection handshake(
      ConnectionContext connection, String key, StreamReader reader) {
    try {
      String response =
          SWITCHING_PROTOCOL_PREFIX + hash(connection, key) + SWITCHING_PROTOCOLS_SUFFIX;
      responses.count(Status.SWITCHING_PROTOCOLS_101_CODE);
      connection
          .dataWriter()
          .writeNow(BufferData.create(response.getBytes(StandardCharsets.US_ASCII)));
      return new SocketConnection(connection, reader, streams.clock(), log);
    } catch (RuntimeException gone) {
      reader.close();
      throw gone;
    }
  }
}
