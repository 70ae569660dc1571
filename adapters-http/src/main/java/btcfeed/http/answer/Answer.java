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
public record Answer(
    Status status,
    String contentType,
    Body body,
    Map<HeaderName, String> headers,
    boolean last,
    Optional<Flow> flow) {
  public static final String JSON = "application/json";

  public Answer(Status status, String contentType, Body body) {
    this(status, contentType, body, Map.of(), false, Optional.empty());
  }

  public static Answer empty() {
    return empty(Status.OK_200);
  }

  /** Nothing but a status. */
  public static Answer empty(Status status) {
    return new Answer(status, "", Body.NONE);
  }

  public static Answer flowing(String contentType, Flow flow) {
    return new Answer(Status.OK_200, contentType, Body.NONE, Map.of(), true, Optional.of(flow));
  }

  public static Answer json(Object view) {
    return json(Status.OK_200, view);
  }

  public static Answer json(Status status, Object view) {
    return new Answer(status, JSON, Body.of(Json.bytes(view)));
  }

  public Answer with(HeaderName name, String value) {
    Map<HeaderName, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Answer(status, contentType, body, Map.copyOf(more), last, flow);
  }

  public Answer closing() {
    return new Answer(status, contentType, body, headers, true, flow);
  }
}
