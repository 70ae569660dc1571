package btcfeed.http.server;

import java.util.concurrent.atomic.LongAdder;

/** Answers given so far, by class of status, and connections that got none. Any thread. */
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

  /** 503 of an unhealthy feed included. */
  public long serverErrors() {
    return serverErrors.sum();
  }

  void connectionReplaced() {
    replacedConnections.increment();
  }

  void connectionRefused() {
    refusedConnections.increment();
  }

  /** Waited for a request and were closed because a new connection needed the place. */
  public long replacedConnections() {
    return replacedConnections.sum();
  }

  /** Closed at once because every connection whose place they could take was being answered. */
  public long refusedConnections() {
    return refusedConnections.sum();
  }
}
