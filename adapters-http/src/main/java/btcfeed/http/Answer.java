package btcfeed.http;

import io.helidon.http.Status;

/**
 * A finished answer.
 *
 * @param allow the methods to name in {@code Allow}; empty to leave it out
 * @param last true to close the connection after it
 */
record Answer(Status status, String contentType, String body, String allow, boolean last) {
  static final String JSON = "application/json";

  Answer(Status status, String contentType, String body) {
    this(status, contentType, body, "", false);
  }

  static Answer json(Object view) {
    return json(Status.OK_200, view);
  }

  static Answer json(Status status, Object view) {
    return new Answer(status, JSON, Json.write(view));
  }

  Answer allowing(String methods) {
    return new Answer(status, contentType, body, methods, last);
  }

  Answer closing() {
    return new Answer(status, contentType, body, allow, true);
  }
}
