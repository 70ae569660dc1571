package btcfeed.http.stream;

import btcfeed.http.response.Problem;
import btcfeed.http.response.Problem.BadRequest;
import btcfeed.http.response.Response;
import btcfeed.http.server.AllowedOrigins;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import java.util.Base64;
import java.util.Optional;

/** A parsed request for {@code /api/v1/ws}. Pure. */
sealed interface SocketRequest {
  HeaderName KEY = HeaderNames.create("Sec-WebSocket-Key");
  HeaderName VERSION = HeaderNames.create("Sec-WebSocket-Version");
  Header CONNECTION_UPGRADE = HeaderValues.create(HeaderNames.CONNECTION, "Upgrade");
  String SUPPORTED_VERSION = "13";
  int KEY_BYTES = 16;

  record Valid(StreamQuery query, String key) implements SocketRequest {}

  record Refused(Response response) implements SocketRequest {}

  static SocketRequest read(Parameters query, Headers headers, AllowedOrigins origins) {
    if (!origins.hosts().accept(headers)) {
      return new Refused(Problem.MISDIRECTED.response());
    }
    StreamQuery parsed;
    try {
      parsed = StreamQuery.parse(query, Optional.empty());
    } catch (BadRequest wrong) {
      return new Refused(wrong.response());
    }
    boolean upgrade =
        headers.first(HeaderNames.UPGRADE).filter("websocket"::equalsIgnoreCase).isPresent()
            && headers.containsToken(CONNECTION_UPGRADE);
    if (!upgrade || !headers.first(VERSION).orElse(SUPPORTED_VERSION).equals(SUPPORTED_VERSION)) {
      return new Refused(
          Problem.UPGRADE_REQUIRED
              .response()
              .with(HeaderNames.UPGRADE, "websocket")
              .with(VERSION, SUPPORTED_VERSION));
    }
    if (!origins.admit(headers)) {
      return new Refused(Problem.OTHER_ORIGIN.response());
    }
    return headers
        .first(KEY)
        .filter(SocketRequest::isKey)
        .<SocketRequest>map(key -> new Valid(parsed, key))
        .orElseGet(() -> new Refused(Problem.NO_SOCKET_KEY.response()));
  }

  private static boolean isKey(String text) {
    try {
      return Base64.getDecoder().decode(text).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
