package btcfeed.http.server;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What the server counts since the start. Any thread. */
public final class HttpCounters {
  private final Map<Counted, LongAdder> counts = new EnumMap<>(Counted.class);

  /** A counted event. */
  public enum Counted {
    /** Responses with a status below 400. */
    FINE,
    CLIENT_ERROR,
    /** Includes the 503 of an unhealthy feed. */
    SERVER_ERROR,
    /** Connections that waited for a request and were closed to make room for a new one. */
    CONNECTION_REPLACED,
    /** Connections closed at once, because every other one was in use. */
    CONNECTION_REFUSED,
    READER_OPENED,
    READER_CLOSED,
    /** Readers of the stream refused because all places were taken. */
    READER_REFUSED,
    /** Readers ended because they did not read, or because their position is not available. */
    READER_DROPPED,
    /** Ticks and gaps sent to all readers together. */
    STREAM_EVENT
  }

  public HttpCounters() {
    for (Counted event : Counted.values()) {
      counts.put(event, new LongAdder());
    }
  }

  public void add(Counted event, long count) {
    Objects.requireNonNull(counts.get(event)).add(count);
  }

  public void add(Counted event) {
    add(event, 1);
  }

  /** Counts a response by the class of its status. */
  public void addResponse(int status) {
    add(status < 400 ? Counted.FINE : status < 500 ? Counted.CLIENT_ERROR : Counted.SERVER_ERROR);
  }

  public long of(Counted event) {
    return Objects.requireNonNull(counts.get(event)).sum();
  }

  /** Readers of the stream at present. */
  public long readers() {
    return of(Counted.READER_OPENED) - of(Counted.READER_CLOSED);
  }
}
