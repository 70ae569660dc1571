package btcfeed.http.stream;

import btcfeed.http.answer.Problem;
import btcfeed.http.answer.Response;
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
 * Turns a request for {@code /api/v1/ws} into a WebSocket. What it does not let in goes on as an
 * ordinary request, and is told by {@link #refuse} why.
 */
public final class WebSocketUpgrader extends WsUpgrader {
  public static final String PATH = "/api/v1/ws";

  private final Streams streams;
  private final AllowedOrigins origins;
  private final ResponseCounters served;
  private final RareLog log;

  public WebSocketUpgrader(Streams streams, AllowedOrigins origins, ResponseCounters served) {
    super(WsConfig.create());
    this.streams = streams;
    this.origins = origins;
    this.served = served;
    this.log = new RareLog(streams.clock());
  }

  @Override
  public ServerConnection upgrade(
      ConnectionContext connection, HttpPrologue prologue, WritableHeaders<?> headers) {
    return open(connection, prologue, headers)
        // Knows no path itself, and leaves each to the others.
        .orElseGet(() -> super.upgrade(connection, prologue, headers));
  }

  /** What somebody gets who is not let in. */
  public Response refuse(ServerRequest request) {
    return switch (SocketRequest.read(request.query(), request.headers(), origins)) {
      case SocketRequest.Asked.Refused(Response answer) -> answer;
      case SocketRequest.Asked.Fine _ -> Problem.NO_PLACE.answer();
    };
  }

  private Optional<ServerConnection> open(
      ConnectionContext connection, HttpPrologue prologue, WritableHeaders<?> headers) {
    if (!prologue.method().equals(Method.GET) || !PATH.equals(prologue.uriPath().rawPath())) {
      return Optional.empty();
    }
    return switch (SocketRequest.read(prologue.query(), headers, origins)) {
      case SocketRequest.Asked.Refused _ -> Optional.empty();
      case SocketRequest.Asked.Fine(StreamQuery query, String key) ->
          streams
              .enter(query, StreamFormat.MESSAGES)
              .map(reader -> shakeHands(connection, key, reader));
    };
  }

  private ServerConnection shakeHands(
      ConnectionContext connection, String key, StreamReader reader) {
    try {
      String answer =
          SWITCHING_PROTOCOL_PREFIX + hash(connection, key) + SWITCHING_PROTOCOLS_SUFFIX;
      served.count(Status.SWITCHING_PROTOCOLS_101_CODE);
      connection
          .dataWriter()
          .writeNow(BufferData.create(answer.getBytes(StandardCharsets.US_ASCII)));
      return new SocketConnection(connection, reader, streams.clock(), log);
    } catch (RuntimeException gone) {
      reader.close();
      throw gone;
    }
  }
}
