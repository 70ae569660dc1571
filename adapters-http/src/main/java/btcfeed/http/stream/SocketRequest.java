package btcfeed.http.stream;

import btcfeed.http.answer.Problem;
import btcfeed.http.answer.Response;
import btcfeed.http.api.Parsed;
import btcfeed.http.server.AllowedOrigins;
import io.helidon.common.parameters.Parameters;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Headers;
import java.util.Base64;
import java.util.Optional;

/** What a request for {@code /api/v1/ws} asks for, or what is wrong with it. Pure. */
final class SocketRequest {
  static final HeaderName KEY = HeaderNames.create("Sec-WebSocket-Key");
  private static final HeaderName VERSION = HeaderNames.create("Sec-WebSocket-Version");
  private static final Header CONNECTION_UPGRADE =
      HeaderValues.create(HeaderNames.CONNECTION, "Upgrade");
  private static final String OURS = "13";
  private static final int KEY_BYTES = 16;

  private SocketRequest() {}

  /** Whether it can be followed. */
  sealed interface Asked {
    record Fine(StreamQuery query, String key) implements Asked {}

    record Refused(Response answer) implements Asked {}
  }

  static Asked read(Parameters query, Headers headers, AllowedOrigins origins) {
    if (!origins.hosts().answers(headers)) {
      return new Asked.Refused(Problem.MISDIRECTED.answer());
    }
    return switch (StreamQuery.parse(query, Optional.empty())) {
      case Parsed.Wrong(String detail) -> new Asked.Refused(Problem.badRequest(detail).answer());
      case Parsed.Fine(StreamQuery fine) -> shakeHands(fine, headers, origins);
    };
  }

  private static Asked shakeHands(StreamQuery query, Headers headers, AllowedOrigins origins) {
    boolean upgrade =
        headers.first(HeaderNames.UPGRADE).filter("websocket"::equalsIgnoreCase).isPresent()
            && headers.containsToken(CONNECTION_UPGRADE);
    if (!upgrade || !headers.first(VERSION).orElse(OURS).equals(OURS)) {
      return new Asked.Refused(
          Problem.UPGRADE_REQUIRED
              .answer()
              .with(HeaderNames.UPGRADE, "websocket")
              .with(VERSION, OURS));
    }
    if (!origins.admits(headers)) {
      return new Asked.Refused(Problem.OTHER_ORIGIN.answer());
    }
    return headers
        .first(KEY)
        .filter(SocketRequest::isKey)
        .<Asked>map(key -> new Asked.Fine(query, key))
        .orElseGet(() -> new Asked.Refused(Problem.NO_SOCKET_KEY.answer()));
  }

  private static boolean isKey(String text) {
    try {
      return Base64.getDecoder().decode(text).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
