package btcfeed.http.response;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import java.nio.charset.StandardCharsets;

/**
 * An RFC 9457 problem document. Its texts are fixed: they repeat nothing that a client sent and
 * nothing from an exception.
 */
public record Problem(String type, String title, int status, String detail) {
  public static final String CONTENT_TYPE = "application/problem+json";

  public static final Problem NOT_FOUND =
      of(Status.NOT_FOUND_404, "unknown path; GET / as application/json lists all paths");
  public static final Problem NOT_ACCEPTABLE =
      of(Status.NOT_ACCEPTABLE_406, "none of the formats in the Accept header is available here");
  public static final Problem NO_VENUE =
      of(
          Status.NOT_FOUND_404,
          "the feed does not use that venue; GET /api/v1/venues lists the venues it uses");
  public static final Problem NO_BODY =
      of(Status.REQUEST_ENTITY_TOO_LARGE_413, "no path accepts a request body");
  public static final Problem NO_PATH =
      of(Status.BAD_REQUEST_400, "the request target is not a path of this server");
  public static final Problem NO_PLACE =
      of(
          Status.SERVICE_UNAVAILABLE_503,
          "the stream already has as many readers as are allowed; try again soon");
  public static final Problem UPGRADE_REQUIRED =
      of(
          Status.UPGRADE_REQUIRED_426,
          "this path is a WebSocket, version 13; GET /api/v1/stream sends the same events");
  public static final Problem NO_SOCKET_KEY =
      of(Status.BAD_REQUEST_400, "Sec-WebSocket-Key must be 16 bytes in Base64");
  public static final Problem OTHER_ORIGIN =
      of(
          Status.FORBIDDEN_403,
          "pages of this origin are not allowed; FEED_CORS_ORIGINS lists the allowed origins");
  public static final Problem MISDIRECTED =
      of(
          Status.create(421, "Misdirected Request"),
          "the server does not accept this name in the Host header; FEED_HTTP_HOSTS lists further"
              + " accepted names");
  public static final Problem NO_TOKEN =
      of(
          Status.UNAUTHORIZED_401,
          "send the header Authorization: Bearer with the token of FEED_ADMIN_TOKEN");
  public static final Problem TOO_MANY_ATTEMPTS =
      of(Status.TOO_MANY_REQUESTS_429, "too many attempts; Retry-After has the waiting time");
  public static final Problem UNDECIDED =
      of(
          Status.SERVICE_UNAVAILABLE_503,
          "the feed did not process the command in time and will not do it later; try again soon");
  public static final Problem NO_STORE =
      of(
          Status.SERVICE_UNAVAILABLE_503,
          "no store is available, and only the stores hold this data; GET /redis/status has the"
              + " reason");
  public static final Problem INTERNAL =
      of(Status.INTERNAL_SERVER_ERROR_500, "the server failed; its log has the cause");

  /** The client's parameters are wrong. The server sends {@link #response}. */
  @SuppressWarnings("serial")
  public static final class BadRequest extends RuntimeException {
    private final String detail;

    /**
     * Carries no stack trace.
     *
     * @param detail what is wrong, without repeating what the client sent
     */
    public BadRequest(String detail) {
      super(detail, null, false, false);
      this.detail = detail;
    }

    public Response response() {
      return of(Status.BAD_REQUEST_400, detail).response();
    }
  }

  private static Problem of(Status status, String detail) {
    return new Problem("about:blank", status.reasonPhrase(), status.code(), detail);
  }

  public static Problem methodNotAllowed(Route.Methods methods) {
    return of(Status.METHOD_NOT_ALLOWED_405, "allowed methods: " + methods.allow());
  }

  public static Problem conflict(String detail) {
    return of(Status.CONFLICT_409, detail);
  }

  /** For requests the server refuses before it knows the path. */
  public static Problem refused(Status status) {
    return of(
        status,
        switch (status.code()) {
          case Status.REQUEST_ENTITY_TOO_LARGE_413_CODE -> NO_BODY.detail();
          case Status.REQUEST_URI_TOO_LONG_414_CODE -> "the request line is too long";
          case Status.SERVICE_UNAVAILABLE_503_CODE -> "too many requests at once; try again soon";
          case Status.HTTP_VERSION_NOT_SUPPORTED_505_CODE ->
              "a stream requires HTTP/1.1; the other paths also accept HTTP/1.0";
          case Status.INTERNAL_SERVER_ERROR_500_CODE -> INTERNAL.detail();
          case Status.NOT_FOUND_404_CODE -> NOT_FOUND.detail();
          default -> "the server does not understand the request";
        });
  }

  /** A 503 asks the client to try again after a second. */
  public Response response() {
    Response response =
        new Response(
            Status.create(status),
            CONTENT_TYPE,
            ViewJson.write(this).getBytes(StandardCharsets.UTF_8));
    return status == Status.SERVICE_UNAVAILABLE_503_CODE
        ? response.with(HeaderNames.RETRY_AFTER, "1")
        : response;
  }
}
