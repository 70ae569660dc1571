package btcfeed.http.answer;

import io.helidon.http.HeaderName;
import io.helidon.http.Status;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An answer: finished, or one that goes on.
 *
 * @param headers of its own, beside those every answer has
 * @param last true to close the connection after it
 * @param flow what is sent instead of a body
 */
public record Response(
    Status status,
    String contentType,
    Body body,
    Map<HeaderName, String> headers,
    boolean last,
    Optional<StreamingBody> flow) {
  public static final String JSON = "application/json";

  public Response(Status status, String contentType, Body body) {
    this(status, contentType, body, Map.of(), false, Optional.empty());
  }

  public static Response empty() {
    return empty(Status.OK_200);
  }

  /** Nothing but a status. */
  public static Response empty(Status status) {
    return new Response(status, "", Body.NONE);
  }

  public static Response flowing(String contentType, StreamingBody flow) {
    return new Response(Status.OK_200, contentType, Body.NONE, Map.of(), true, Optional.of(flow));
  }

  public static Response json(Object view) {
    return json(Status.OK_200, view);
  }

  public static Response json(Status status, Object view) {
    return new Response(status, JSON, Body.of(ViewJson.bytes(view)));
  }

  public Response with(HeaderName name, String value) {
    Map<HeaderName, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Response(status, contentType, body, Map.copyOf(more), last, flow);
  }

  public Response closing() {
    return new Response(status, contentType, body, headers, true, flow);
  }
}
