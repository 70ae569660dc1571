package btcfeed.exchange.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Connects to the address of a host that accepts first, as RFC 8305 ("Happy Eyeballs") describes.
 * The address families alternate. The next attempt starts after a failure, or after 250 ms. So a
 * dead address costs a quarter of a second and not the whole timeout.
 *
 * <p>One instance makes one connection, on the calling thread.
 */
final class ConnectionAttempts {
  /** RFC 8305, section 8: the recommended Connection Attempt Delay. */
  static final Duration ATTEMPT_DELAY = Duration.ofMillis(250);

  /** More addresses of one name are not tried. */
  static final int MAX_ADDRESSES = 16;

  private final String host;
  private final int port;
  private final Deadline deadline;
  private final Cancellation cancel;
  private final Map<SocketChannel, Attempt> pending = new LinkedHashMap<>();
  private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
  private final Map<InetAddress, String> failures = new LinkedHashMap<>();

  private record Attempt(InetAddress address, long startNanos) {}

  private record Outcome(SocketChannel channel, Optional<String> failure) {}

  ConnectionAttempts(String host, int port, Deadline deadline, Cancellation cancel) {
    this.host = host;
    this.port = port;
    this.deadline = deadline;
    this.cancel = cancel;
  }

  /**
   * A connected channel, registered with the cancellation.
   *
   * @throws IOException with a message that names each address and its failure
   */
  SocketChannel connect(List<InetAddress> addresses) throws IOException {
    List<InetAddress> order = alternating(addresses);
    Deque<InetAddress> untried = new ArrayDeque<>(order);
    try {
      while (!deadline.passed() && !(untried.isEmpty() && pending.isEmpty())) {
        if (!untried.isEmpty()) {
          start(untried.remove());
        }
        long delay = untried.isEmpty() ? Long.MAX_VALUE : ATTEMPT_DELAY.toNanos();
        Optional<Outcome> outcome = await(Math.min(delay, deadline.nanosLeft()));
        if (outcome.isPresent() && take(outcome.get())) {
          return outcome.get().channel();
        }
      }
      noteUnanswered();
      throw failed(order);
    } finally {
      pending.keySet().forEach(Cancellation::closeQuietly);
    }
  }

  /** Tries every address; the failures. */
  Map<InetAddress, String> failures(List<InetAddress> addresses) throws IOException {
    try {
      for (InetAddress address : alternating(addresses)) {
        start(address);
      }
      while (!deadline.passed() && !pending.isEmpty()) {
        Optional<Outcome> outcome = await(deadline.nanosLeft());
        outcome.filter(this::take).map(Outcome::channel).ifPresent(Cancellation::closeQuietly);
      }
      noteUnanswered();
      return failures;
    } finally {
      pending.keySet().forEach(Cancellation::closeQuietly);
    }
  }

  /** Alternates between the families, beginning with the first address's own. */
  static List<InetAddress> alternating(List<InetAddress> addresses) {
    boolean firstIsV6 = !addresses.isEmpty() && addresses.getFirst() instanceof Inet6Address;
    Deque<InetAddress> first = new ArrayDeque<>();
    Deque<InetAddress> second = new ArrayDeque<>();
    for (InetAddress address : addresses) {
      (address instanceof Inet6Address == firstIsV6 ? first : second).add(address);
    }
    List<InetAddress> order = new ArrayList<>();
    while (!first.isEmpty() || !second.isEmpty()) {
      Optional.ofNullable(first.poll()).ifPresent(order::add);
      Optional.ofNullable(second.poll()).ifPresent(order::add);
    }
    return order.stream().distinct().limit(MAX_ADDRESSES).toList();
  }

  /** Each attempt has a virtual thread, which ends when its channel is closed. */
  private void start(InetAddress address) throws IOException {
    SocketChannel channel = cancel.register(SocketChannel.open());
    pending.put(channel, new Attempt(address, deadline.clock().nanos()));
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
    Thread.startVirtualThread(() -> outcomes.add(attempt(channel, address)));
  }

  private Outcome attempt(SocketChannel channel, InetAddress address) {
    try {
      channel.connect(new InetSocketAddress(address, port));
      return new Outcome(channel, Optional.empty());
    } catch (IOException | RuntimeException e) {
      Cancellation.closeQuietly(channel);
      String reason = Objects.requireNonNullElse(e.getMessage(), e.toString());
      return new Outcome(
          channel, Optional.of(reason.equals("Connection refused") ? "refused" : reason));
    }
  }

  private Optional<Outcome> await(long nanos) throws IOException {
    try {
      return Optional.ofNullable(outcomes.poll(nanos, TimeUnit.NANOSECONDS));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while connecting to " + host);
    }
  }

  /** True if the attempt has succeeded. */
  private boolean take(Outcome outcome) {
    Attempt attempt = Objects.requireNonNull(pending.remove(outcome.channel()));
    outcome.failure().ifPresent(reason -> failures.put(attempt.address(), reason));
    return outcome.failure().isEmpty();
  }

  private void noteUnanswered() {
    for (Attempt attempt : pending.values()) {
      long nanos = deadline.clock().nanos() - attempt.startNanos();
      failures.put(attempt.address(), "no answer within " + Deadline.seconds(nanos));
    }
  }

  private IOException failed(List<InetAddress> order) {
    StringJoiner all = new StringJoiner(", ", host + ":" + port + ": ", "");
    for (InetAddress address : order) {
      String name = address.getHostAddress();
      String failure = failures.getOrDefault(address, "not tried, the time was over");
      all.add(name.equals(host) ? failure : name + " " + failure);
    }
    return new IOException(all.toString());
  }
}
