package btcfeed.http.stream;

import btcfeed.application.observe.ObserveFeed;
import btcfeed.application.read.ReadRecords;
import btcfeed.domain.time.Clock;
import btcfeed.http.answer.Accept;
import btcfeed.http.answer.Body;
import btcfeed.http.answer.Problem;
import btcfeed.http.answer.Response;
import btcfeed.http.api.Parsed;
import btcfeed.http.server.HttpOptions;
import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * {@code /api/v1/stream} and {@code /api/v1/ws}: lets readers in, as many as there is room for in
 * both together.
 */
public final class Streams implements AutoCloseable {
  public static final String PATH = "/api/v1/stream";

  static final String CONTENT_TYPE = "text/event-stream";

  /** Readers behind that look into the journal at the same time. */
  private static final int JOURNAL_TURNS = 2;

  private final ReadRecords records;
  private final Clock clock;
  private final StreamStats stats;
  private final StreamBroadcaster fan;
  private final Semaphore places;
  private final Semaphore journalTurns = new Semaphore(JOURNAL_TURNS, true);

  public Streams(
      ReadRecords records, ObserveFeed feed, Clock clock, HttpOptions options, StreamStats stats) {
    this.records = records;
    this.clock = clock;
    this.stats = stats;
    this.fan = new StreamBroadcaster(records, feed, clock);
    this.places = new Semaphore(options.streamReaders());
  }

  /** What its time is measured by. */
  Clock clock() {
    return clock;
  }

  public void start() {
    fan.start();
  }

  /** What becomes of a request to follow. */
  public Response answer(ServerRequest request) {
    Accept accept = Accept.of(request);
    if (accept.choose(List.of(CONTENT_TYPE)).isEmpty()) {
      return Problem.NOT_ACCEPTABLE.answer();
    }
    return switch (StreamQuery.parse(
        request.query(), request.headers().first(HeaderNames.create("Last-Event-ID")))) {
      case Parsed.Wrong(String detail) -> Problem.badRequest(detail).answer();
      case Parsed.Fine(StreamQuery query) ->
          request.prologue().method().equals(Method.HEAD)
              ? new Response(Status.OK_200, CONTENT_TYPE, Body.NONE)
              : enter(query, StreamFormat.EVENTS)
                  .map(reader -> Response.flowing(CONTENT_TYPE, reader))
                  .orElseGet(Problem.NO_PLACE::answer);
    };
  }

  /** Ends every stream and lets nobody in any more. */
  @Override
  public void close() {
    fan.close();
  }

  /** A reader at its beginning, which gives its place back when it is closed; empty if full. */
  Optional<StreamReader> enter(StreamQuery query, StreamFormat format) {
    if (fan.closed() || !places.tryAcquire()) {
      stats.refused();
      return Optional.empty();
    }
    stats.opened();
    return Optional.of(
        new StreamReader(query, format, fan, records, journalTurns, clock, stats, this::giveBack));
  }

  private void giveBack() {
    stats.closed();
    places.release();
  }
}
