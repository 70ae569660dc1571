package btcfeed.http;

import io.helidon.http.Status;
import java.util.Optional;

/**
 * An answer: finished, or one that goes on.
 *
 * @param allow the methods to name in {@code Allow}; empty to leave it out
 * @param last true to close the connection after it
 * @param flow what is sent instead of a body
 */
record Answer(
    Status status,
    String contentType,
    String body,
    String allow,
    boolean last,
    Optional<Flow> flow) {
  static final String JSON = "application/json";

  Answer(Status status, String contentType, String body) {
    this(status, contentType, body, "", false);
  }

  Answer(Status status, String contentType, String body, String allow, boolean last) {
    this(status, contentType, body, allow, last, Optional.empty());
  }

  static Answer flowing(String contentType, Flow flow) {
    return new Answer(Status.OK_200, contentType, "", "", true, Optional.of(flow));
  }

  static Answer json(Object view) {
    return json(Status.OK_200, view);
  }

  static Answer json(Status status, Object view) {
    return new Answer(status, JSON, Json.write(view));
  }

  Answer allowing(String methods) {
    return new Answer(status, contentType, body, methods, last, flow);
  }

  Answer closing() {
    return new Answer(status, contentType, body, allow, true, flow);
  }
}
