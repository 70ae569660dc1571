package btcfeed.http;

import java.util.concurrent.atomic.LongAdder;

/** Answers given so far, by class of status. Any thread. */
final class Served {
  private final LongAdder fine = new LongAdder();
  private final LongAdder clientErrors = new LongAdder();
  private final LongAdder serverErrors = new LongAdder();

  void count(int status) {
    if (status < 400) {
      fine.increment();
    } else if (status < 500) {
      clientErrors.increment();
    } else {
      serverErrors.increment();
    }
  }

  long fine() {
    return fine.sum();
  }

  long clientErrors() {
    return clientErrors.sum();
  }

  /** 503 of an unhealthy feed included. */
  long serverErrors() {
    return serverErrors.sum();
  }
}
