package btcfeed.http;

import java.util.concurrent.atomic.LongAdder;

/** Answers given so far, by class of status, and what the stream did. Any thread. */
final class Served {
  private final LongAdder fine = new LongAdder();
  private final LongAdder clientErrors = new LongAdder();
  private final LongAdder serverErrors = new LongAdder();
  private final StreamStats streams = new StreamStats();

  void count(int status) {
    if (status < 400) {
      fine.increment();
    } else if (status < 500) {
      clientErrors.increment();
    } else {
      serverErrors.increment();
    }
  }

  StreamStats streams() {
    return streams;
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
