package btcfeed.redis;

import btcfeed.domain.time.Clock;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Notices that a server's name leads to another address than the one a connection was made to, say
 * because a managed service put another server in its place: the old one may go on as if nothing
 * had happened.
 *
 * <p>The name is looked up in the background every 15 s, and two lookups in a row have to miss the
 * address. A name that cannot be looked up moves nothing. Any thread.
 */
final class NameWatch {
  private static final Duration EVERY = Duration.ofSeconds(15);

  private final String host;
  private final AddressLookup lookup;
  private final Clock clock;
  private final boolean named;
  private volatile Optional<InetAddress> connected = Optional.empty();
  private long lookedNanos;
  private int misses;
  private volatile String movedTo = "";

  NameWatch(String host, AddressLookup lookup, Clock clock) {
    this.host = host;
    this.lookup = lookup;
    this.clock = clock;
    this.named = !NetUtil.isValidIpV4Address(host) && !NetUtil.isValidIpV6Address(host);
    this.lookedNanos = clock.nanos();
  }

  /** A connection was made there. */
  void connected(SocketAddress address) {
    if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
      connected = Optional.of(inet.getAddress());
    }
  }

  /** Where the name leads now; empty as long as the connection's address is among it. */
  synchronized String movedTo() {
    if (named && connected.isPresent() && clock.nanos() - lookedNanos > EVERY.toNanos()) {
      lookedNanos = clock.nanos();
      Thread.ofVirtual().name("redis-name").start(this::look);
    }
    return movedTo;
  }

  private void look() {
    try {
      List<InetAddress> addresses = List.of(lookup.all(host));
      boolean missed = connected.isPresent() && !addresses.contains(connected.get());
      count(missed, addresses.toString());
    } catch (UnknownHostException e) {
      count(false, "");
    }
  }

  private synchronized void count(boolean missed, String addresses) {
    misses = missed ? misses + 1 : 0;
    if (misses > 1) {
      movedTo = addresses;
    }
  }
}
