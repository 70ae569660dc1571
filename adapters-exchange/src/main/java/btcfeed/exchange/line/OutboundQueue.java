package btcfeed.exchange.line;

import btcfeed.domain.time.Clock;
import btcfeed.exchange.codec.Subscription;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Says what has to be said on one connection after the handshake: subscriptions that must wait,
 * answers to the venue, pings. On a virtual thread of its own, because a venue that takes nothing
 * must hold up neither the reading nor the keeper.
 *
 * <p>At most {@link #MOST_UNSAID} things wait to be said; what comes then is not said at all. A
 * venue that has stopped taking what we say is found out by its silence.
 */
final class OutboundQueue implements Runnable {
  static final int MOST_UNSAID = 64;
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  private volatile Subscription subscription;
  private final Clock clock;
  // An empty one is a ping frame.
  private final BlockingQueue<Optional<String>> unsaid = new ArrayBlockingQueue<>(MOST_UNSAID);
  private Optional<Thread> thread = Optional.empty();
  private Optional<FrameSender> voice = Optional.empty();

  /** Speaks as a venue wants it, unless it says otherwise when it lets us in. */
  OutboundQueue(Subscription subscription, Clock clock) {
    this.subscription = subscription;
    this.clock = clock;
  }

  /** Begins; what can be said at once has been said when it returns. The line's thread only. */
  void start(FrameSender opened, Subscription admitted) throws IOException {
    subscription = admitted;
    voice = Optional.of(opened);
    if (subscription.opening() == Subscription.Opening.AT_ONCE) {
      for (String message : subscription.messages()) {
        opened.text(message);
      }
    }
    thread = Optional.of(Thread.ofVirtual().start(this));
  }

  /** Ends. The line's thread only. */
  void stop() {
    thread.ifPresent(Thread::interrupt);
  }

  /** Asks for a sign of life. Any thread. */
  void ping() {
    unsaid.offer(subscription.ping());
  }

  /** Says something. Any thread. */
  void say(String text) {
    unsaid.offer(Optional.of(text));
  }

  /** The venue is ready to be asked. Any thread. */
  void welcome() {
    if (subscription.opening() == Subscription.Opening.WHEN_WELCOME) {
      subscription.messages().forEach(this::say);
    }
  }

  @Override
  public void run() {
    try {
      if (subscription.opening() == Subscription.Opening.AFTER_A_SECOND) {
        speakFor(A_SECOND.toNanos());
        sayAll(subscription.messages());
      }
      if (subscription.pingEvery().isEmpty()) {
        speakFor(Long.MAX_VALUE);
      }
      long every = subscription.pingEvery().orElse(A_SECOND).toNanos();
      while (true) {
        speakFor(every);
        send(subscription.ping());
      }
    } catch (InterruptedException | IOException | IllegalStateException _) {
      // The connection is ending; the reading side says so.
    }
  }

  private void sayAll(List<String> messages) throws IOException {
    for (String message : messages) {
      send(Optional.of(message));
    }
  }

  /** Says what there is to say for so long. */
  private void speakFor(long nanos) throws InterruptedException, IOException {
    long began = clock.nanos();
    long left = nanos;
    while (left > 0) {
      Optional<Optional<String>> next =
          Optional.ofNullable(unsaid.poll(left, TimeUnit.NANOSECONDS));
      if (next.isPresent()) {
        send(next.get());
      }
      left = nanos - (clock.nanos() - began);
    }
  }

  private void send(Optional<String> said) throws IOException {
    FrameSender open = voice.orElseThrow();
    if (said.isPresent()) {
      open.text(said.get());
    } else {
      open.ping();
    }
  }
}
