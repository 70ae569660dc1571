package btcfeed.http.answer;

import io.helidon.http.Status;

/**
 * An error as RFC 9457 has it. What is wrong, in our own words: nothing a client sent and nothing
 * an exception said is repeated.
 */
public record Problem(String type, String title, int status, String detail) {
  public static final String CONTENT_TYPE = "application/problem+json";

  public static final Problem NOT_FOUND =
      of(Status.NOT_FOUND_404, "nothing is here; GET / as application/json lists what there is");
  public static final Problem NOT_ACCEPTABLE =
      of(Status.NOT_ACCEPTABLE_406, "none of the formats in the Accept header is offered here");
  public static final Problem NO_VENUE =
      of(
          Status.NOT_FOUND_404,
          "the feed does not listen to that venue; GET /api/v1/venues lists those it does");
  public static final Problem NO_BODY =
      of(Status.REQUEST_ENTITY_TOO_LARGE_413, "no request body is accepted here");
  public static final Problem NO_PATH =
      of(Status.BAD_REQUEST_400, "what is asked for is no path of this server");
  public static final Problem NO_PLACE =
      of(
          Status.SERVICE_UNAVAILABLE_503,
          "as many readers as are allowed follow the stream already; try again soon");
  public static final Problem UPGRADE_REQUIRED =
      of(
          Status.UPGRADE_REQUIRED_426,
          "this is a WebSocket, version 13; the same events as an answer are at /api/v1/stream");
  public static final Problem NO_SOCKET_KEY =
      of(Status.BAD_REQUEST_400, "Sec-WebSocket-Key is 16 bytes in Base64");
  public static final Problem OTHER_ORIGIN =
      of(
          Status.FORBIDDEN_403,
          "pages of that origin are not let in; FEED_CORS_ORIGINS names those that are");
  public static final Problem MISDIRECTED =
      of(
          Status.create(421, "Misdirected Request"),
          "this server does not answer for the name in the Host header; FEED_HTTP_HOSTS names those"
              + " it answers for");
  public static final Problem NO_TOKEN =
      of(
          Status.UNAUTHORIZED_401,
          "this takes the header Authorization: Bearer, with the token of FEED_ADMIN_TOKEN");
  public static final Problem TOO_MANY_ATTEMPTS =
      of(Status.TOO_MANY_REQUESTS_429, "too many attempts; Retry-After says when to try again");
  public static final Problem UNDECIDED =
      of(
          Status.SERVICE_UNAVAILABLE_503,
          "the feed did not come to it in time, and will not do it later; try again soon");
  public static final Problem NO_STORE =
      of(
          Status.SERVICE_UNAVAILABLE_503,
          "no store answers, and this is kept in the stores only; GET /redis/status says why");
  public static final Problem INTERNAL =
      of(Status.INTERNAL_SERVER_ERROR_500, "this answer could not be made; the log says why");

  private static Problem of(Status status, String detail) {
    return new Problem("about:blank", status.reasonPhrase(), status.code(), detail);
  }

  public static Problem methodNotAllowed(Methods methods) {
    return of(
        Status.METHOD_NOT_ALLOWED_405,
        switch (methods) {
          case READ -> "this can only be read: " + methods.allow();
          case ACT -> "this is only asked for: " + methods.allow();
        });
  }

  public static Problem conflict(String detail) {
    return of(Status.CONFLICT_409, detail);
  }

  public static Problem badRequest(String detail) {
    return of(Status.BAD_REQUEST_400, detail);
  }

  /** For what the server refuses before it knows the path. */
  public static Problem refused(Status status) {
    return of(
        status,
        switch (status.code()) {
          case Status.REQUEST_ENTITY_TOO_LARGE_413_CODE -> NO_BODY.detail();
          case Status.REQUEST_URI_TOO_LONG_414_CODE -> "the request line is too long";
          case Status.SERVICE_UNAVAILABLE_503_CODE -> "too many requests at once; try again soon";
          case Status.HTTP_VERSION_NOT_SUPPORTED_505_CODE ->
              "a stream needs HTTP/1.1; the other paths also answer HTTP/1.0";
          case Status.INTERNAL_SERVER_ERROR_500_CODE -> INTERNAL.detail();
          case Status.NOT_FOUND_404_CODE -> NOT_FOUND.detail();
          default -> "the request is not one this server understands";
        });
  }

  public Response answer() {
    return new Response(Status.create(status), CONTENT_TYPE, Body.of(ViewJson.bytes(this)));
  }
}
