package btcfeed.http.response;

import io.helidon.http.HeaderName;
import io.helidon.http.Status;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP response with a finished body or with a stream. Never compared.
 *
 * @param body must not be changed after construction
 * @param headers in addition to those the server adds to every response
 * @param closing true if the server closes the connection after this response
 * @param stream sent instead of {@code body}
 */
@SuppressWarnings("ArrayRecordComponent")
public record Response(
    Status status,
    String contentType,
    byte[] body,
    Map<HeaderName, String> headers,
    boolean closing,
    Optional<StreamingBody> stream) {
  public static final String JSON = "application/json";

  public Response(Status status, String contentType, byte[] body) {
    this(status, contentType, body, Map.of(), false, Optional.empty());
  }

  /** A status without a body. */
  public static Response empty(Status status) {
    return new Response(status, "", new byte[0]);
  }

  public static Response streaming(String contentType, StreamingBody stream) {
    return new Response(
        Status.OK_200, contentType, new byte[0], Map.of(), true, Optional.of(stream));
  }

  public static Response json(Object view) {
    return json(Status.OK_200, view);
  }

  public static Response json(Status status, Object view) {
    return new Response(status, JSON, ViewJson.write(view).getBytes(StandardCharsets.UTF_8));
  }

  public Response with(HeaderName name, String value) {
    Map<HeaderName, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Response(status, contentType, body, Map.copyOf(more), closing, stream);
  }

  public Response thenClose() {
    return new Response(status, contentType, body, headers, true, stream);
  }
}
