package btcfeed.http.server;

import java.util.concurrent.atomic.LongAdder;

/** Responses so far by class of status, and connections without a response. Any thread. */
public final class ResponseCounters {
  private final LongAdder fine = new LongAdder();
  private final LongAdder clientErrors = new LongAdder();
  private final LongAdder serverErrors = new LongAdder();
  private final LongAdder replacedConnections = new LongAdder();
  private final LongAdder refusedConnections = new LongAdder();

  public void count(int status) {
    if (status < 400) {
      fine.increment();
    } else if (status < 500) {
      clientErrors.increment();
    } else {
      serverErrors.increment();
    }
  }

  public long fine() {
    return fine.sum();
  }

  public long clientErrors() {
    return clientErrors.sum();
  }

  /** Includes the 503 of an unhealthy feed. */
  public long serverErrors() {
    return serverErrors.sum();
  }

  void connectionReplaced() {
    replacedConnections.increment();
  }

  void connectionRefused() {
    refusedConnections.increment();
  }

  /** Connections that waited for a request and were closed to make room for a new one. */
  public long replacedConnections() {
    return replacedConnections.sum();
  }

  /** Connections closed at once, because every other one was in use. */
  public long refusedConnections() {
    return refusedConnections.sum();
  }
}
