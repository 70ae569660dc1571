package btcfeed.exchange.net;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
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

/**
 * Connects to the address of a host that accepts first, as RFC 8305 ("Happy Eyeballs") describes.
 * The address families alternate. An attempt starts when all before it have failed, or when the one
 * before it is 250 ms old. So a dead address costs a quarter of a second and not the whole timeout.
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
  private final Map<InetAddress, String> failures = new LinkedHashMap<>();

  private record Attempt(InetAddress address, long startNanos) {}

  ConnectionAttempts(String host, int port, Deadline deadline, Cancellation cancel) {
    this.host = host;
    this.port = port;
    this.deadline = deadline;
    this.cancel = cancel;
  }

  /** The failures of the addresses that were tried. */
  Map<InetAddress, String> failures() {
    return failures;
  }

  /**
   * A connected channel in blocking mode, registered with the cancellation.
   *
   * @throws IOException with a message that names each address and its failure
   */
  SocketChannel connect(List<InetAddress> addresses) throws IOException {
    List<InetAddress> order = alternating(addresses);
    Selector selector = cancel.register(Selector.open());
    try {
      SocketChannel connected = firstOf(order, selector);
      pending.remove(connected);
      selector.close();
      connected.configureBlocking(true);
      return cancel.register(connected);
    } catch (ClosedSelectorException _) {
      throw new InterruptedIOException("the connection was cancelled");
    } finally {
      cancel.forget(selector);
      pending.keySet().forEach(Cancellation::closeQuietly);
      Cancellation.closeQuietly(selector);
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

  private SocketChannel firstOf(List<InetAddress> order, Selector selector) throws IOException {
    int next = 0;
    long nextStartNanos = deadline.clock().nanos();
    Optional<SocketChannel> connected = Optional.empty();
    while (connected.isEmpty()) {
      long now = deadline.clock().nanos();
      if (deadline.passed()) {
        throw timedOut(order, now);
      }
      if (next < order.size() && (pending.isEmpty() || now - nextStartNanos >= 0)) {
        connected = start(order.get(next++), selector, now);
        nextStartNanos = now + ATTEMPT_DELAY.toNanos();
      } else if (pending.isEmpty()) {
        throw failed(order);
      } else {
        long waitNanos = deadline.nanosLeft();
        if (next < order.size()) {
          waitNanos = Math.min(waitNanos, nextStartNanos - now);
        }
        connected = await(selector, waitNanos);
      }
    }
    return connected.get();
  }

  /** Starts an attempt; the channel if it is connected at once. */
  private Optional<SocketChannel> start(InetAddress address, Selector selector, long nowNanos)
      throws IOException {
    SocketChannel channel = SocketChannel.open();
    pending.put(channel, new Attempt(address, nowNanos));
    try {
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
      if (channel.connect(new InetSocketAddress(address, port))) {
        return Optional.of(channel);
      }
      channel.register(selector, SelectionKey.OP_CONNECT);
    } catch (IOException e) {
      fail(channel, e);
    }
    return Optional.empty();
  }

  private Optional<SocketChannel> await(Selector selector, long nanos) throws IOException {
    selector.select(Math.max(1, nanos / 1_000_000 + 1));
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedIOException("interrupted while connecting to " + host);
    }
    for (SelectionKey key : selector.selectedKeys()) {
      SocketChannel channel = (SocketChannel) key.channel();
      try {
        if (channel.finishConnect()) {
          return Optional.of(channel);
        }
      } catch (IOException e) {
        fail(channel, e);
      }
    }
    selector.selectedKeys().clear();
    return Optional.empty();
  }

  private void fail(SocketChannel channel, IOException reason) {
    Attempt attempt = Objects.requireNonNull(pending.remove(channel));
    failures.put(attempt.address(), failureText(reason));
    Cancellation.closeQuietly(channel);
  }

  private IOException timedOut(List<InetAddress> order, long nowNanos) {
    for (Attempt attempt : pending.values()) {
      failures.put(
          attempt.address(),
          "no answer within " + Deadline.seconds(nowNanos - attempt.startNanos()));
    }
    return failed(order);
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

  private static String failureText(IOException reason) {
    String message = Objects.requireNonNullElse(reason.getMessage(), reason.toString());
    return message.equals("Connection refused") ? "refused" : message;
  }
}
