package btcfeed.http.stream;

import btcfeed.application.observe.ObserveFeed;
import btcfeed.application.read.ReadRecords;
import btcfeed.domain.time.Clock;
import btcfeed.http.response.Accept;
import btcfeed.http.response.Problem;
import btcfeed.http.response.Response;
import btcfeed.http.server.HttpOptions;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/** Admits readers of {@code /api/v1/stream} and {@code /api/v1/ws}, with one limit for both. */
public final class Streams implements AutoCloseable {
  public static final String PATH = "/api/v1/stream";

  private static final String CONTENT_TYPE = "text/event-stream";

  /** Readers that read the journal themselves at the same time. */
  private static final int JOURNAL_PERMITS = 2;

  private final ReadRecords records;
  private final Clock clock;
  private final StreamStats stats;
  private final StreamBroadcaster broadcaster;
  private final Semaphore places;
  private final Semaphore journalPermits = new Semaphore(JOURNAL_PERMITS, true);

  public Streams(
      ReadRecords records, ObserveFeed feed, Clock clock, HttpOptions options, StreamStats stats) {
    this.records = records;
    this.clock = clock;
    this.stats = stats;
    this.broadcaster = new StreamBroadcaster(records, feed, clock);
    this.places = new Semaphore(options.streamReaders());
  }

  Clock clock() {
    return clock;
  }

  public void start() {
    broadcaster.start();
  }

  /** Responds to {@code GET /api/v1/stream}. */
  public Response respond(ServerRequest request) {
    if (Accept.of(request).choose(List.of(CONTENT_TYPE)).isEmpty()) {
      return Problem.NOT_ACCEPTABLE.response();
    }
    StreamQuery query =
        StreamQuery.parse(
            request.query(), request.headers().first(HeaderNames.create("Last-Event-ID")));
    return request.prologue().method().equals(Method.HEAD)
        ? new Response(Status.OK_200, CONTENT_TYPE, new byte[0])
        : enter(query, StreamFormat.EVENTS)
            .map(reader -> Response.streaming(CONTENT_TYPE, reader))
            .orElseGet(Problem.NO_PLACE::response);
  }

  /** Ends every stream and admits no more readers. */
  @Override
  public void close() {
    broadcaster.close();
  }

  /** A reader at its start position, which releases its place on close; empty if all are taken. */
  Optional<StreamReader> enter(StreamQuery query, StreamFormat format) {
    if (broadcaster.closed() || !places.tryAcquire()) {
      stats.refused();
      return Optional.empty();
    }
    stats.opened();
    return Optional.of(
        new StreamReader(
            query, format, broadcaster, records, journalPermits, clock, stats, this::release));
  }

  private void release() {
    stats.closed();
    places.release();
  }
}
