package btcfeed.exchange.line;

import btcfeed.domain.time.Clock;
import btcfeed.exchange.codec.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Sends subscriptions, replies and pings on one connection. It has a virtual thread of its own, so
 * that a venue that reads nothing blocks neither the reading nor the connection manager.
 *
 * <p>At most {@link #CAPACITY} messages wait; further ones are dropped. The silence of a venue that
 * reads nothing ends the connection.
 */
final class OutboundQueue {
  static final int CAPACITY = 64;

  private volatile Subscription subscription;
  private final Clock clock;
  // An empty message is a ping frame.
  private final BlockingQueue<Optional<String>> waiting = new ArrayBlockingQueue<>(CAPACITY);
  private Optional<Thread> thread = Optional.empty();

  /** Makes a queue; a token may bring another subscription. */
  OutboundQueue(Subscription subscription, Clock clock) {
    this.subscription = subscription;
    this.clock = clock;
  }

  /**
   * Sends what may be sent at once, then starts the queue. The connection's thread only.
   *
   * @param admitted the subscription that the venue granted
   */
  void start(WebSocketLibrary opened, Subscription admitted) throws IOException {
    subscription = admitted;
    if (admitted.sendsAtOnce()) {
      for (String message : admitted.messages()) {
        opened.send(Optional.of(message));
      }
    }
    thread = Optional.of(Thread.ofVirtual().start(() -> run(opened)));
  }

  /** Stops the queue. The connection's thread only. */
  void stop() {
    thread.ifPresent(Thread::interrupt);
  }

  /** Queues the ping that this venue answers. Any thread. */
  void ping() {
    waiting.offer(subscription.ping());
  }

  /** Queues a message. Any thread. */
  void send(String text) {
    waiting.offer(Optional.of(text));
  }

  /** Queues the subscription of a venue that announces when it is ready. Any thread. */
  void welcome() {
    if (subscription.afterWelcome()) {
      subscription.messages().forEach(this::send);
    }
  }

  private void run(WebSocketLibrary library) {
    try {
      if (subscription.delay().isPositive()) {
        sendFor(subscription.delay().toNanos(), library);
        for (String message : subscription.messages()) {
          library.send(Optional.of(message));
        }
      }
      long everyNanos = subscription.pingEvery().map(Duration::toNanos).orElse(Long.MAX_VALUE);
      while (true) {
        sendFor(everyNanos, library);
        library.send(subscription.ping());
      }
    } catch (InterruptedException | IOException | IllegalStateException _) {
      // The connection is ending; the reading side reports it.
    }
  }

  /** Sends what is queued, for the given time. */
  private void sendFor(long nanos, WebSocketLibrary library)
      throws InterruptedException, IOException {
    long began = clock.nanos();
    for (long left = nanos; left > 0; left = nanos - (clock.nanos() - began)) {
      Optional<Optional<String>> next =
          Optional.ofNullable(waiting.poll(left, TimeUnit.NANOSECONDS));
      if (next.isPresent()) {
        library.send(next.get());
      }
    }
  }
}
