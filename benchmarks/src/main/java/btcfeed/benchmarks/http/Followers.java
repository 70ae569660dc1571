package btcfeed.benchmarks.http;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Many readers of the stream on one thread. All read every byte; some also count ticks. Parsing
 * everything would cost more here than sending costs the service.
 */
public final class Followers implements AutoCloseable {
  private static final int EACH = 50;
  private static final byte[] TICK = "event: tick\n".getBytes(StandardCharsets.US_ASCII);

  private final Selector selector = Selector.open();
  private final List<Follower> followers = new ArrayList<>();
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(256 * 1024);
  private final Thread thread = Thread.ofPlatform().name("followers").daemon().unstarted(this::run);
  private volatile Optional<IOException> failure = Optional.empty();

  /** Connects all readers; each starts when the server answers it. */
  public Followers(int port, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      followers.add(new Follower(port, i % EACH == 0));
    }
    for (Follower follower : followers) {
      follower.channel.configureBlocking(false);
      follower.channel.register(selector, SelectionKey.OP_READ, follower);
    }
    thread.start();
  }

  /** The lowest number of counted ticks; fails if a reader was disconnected. */
  public long ticks() throws IOException {
    if (failure.isPresent()) {
      throw failure.get();
    }
    return followers.stream().filter(f -> f.looks).mapToLong(f -> f.ticks).min().orElse(0);
  }

  /** How many readers have their start position, after which they miss nothing. */
  public long begun() throws IOException {
    if (failure.isPresent()) {
      throw failure.get();
    }
    return followers.stream().filter(f -> f.begun).count();
  }

  private void run() {
    try {
      while (selector.isOpen()) {
        selector.select(key -> read((Follower) key.attachment()));
      }
    } catch (IOException e) {
      failure = Optional.of(e);
    }
  }

  private void read(Follower follower) {
    buffer.clear();
    try {
      if (follower.channel.read(buffer) < 0) {
        throw new EOFException("a reader was sent away");
      }
    } catch (IOException e) {
      failure = Optional.of(e);
      return;
    }
    follower.begun = true;
    if (follower.looks) {
      follower.look(buffer.flip());
    }
  }

  @Override
  public void close() throws IOException {
    selector.close();
    for (Follower follower : followers) {
      follower.channel.close();
    }
  }

  private static final class Follower {
    private final SocketChannel channel;
    private final boolean looks;
    private int matched;
    private volatile boolean begun;
    private volatile long ticks;

    Follower(int port, boolean looks) throws IOException {
      this.looks = looks;
      channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.write(
          ByteBuffer.wrap(
              "GET /api/v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII)));
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Only one thread writes.
    void look(ByteBuffer came) {
      while (came.hasRemaining()) {
        byte next = came.get();
        matched = next == TICK[matched] ? matched + 1 : next == TICK[0] ? 1 : 0;
        if (matched == TICK.length) {
          matched = 0;
          ticks++;
        }
      }
    }
  }
}
