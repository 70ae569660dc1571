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
 * Detects that a server's name now leads to another address than the connection's. This happens
 * when a managed service replaces a server while the old one keeps running.
 *
 * <p>The watch looks the name up in the background every 15 s. Two lookups in a row must miss the
 * address. A failed lookup changes nothing. Any thread.
 */
final class NameWatch {
  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private final String host;
  private final AddressLookup lookup;
  private final Clock clock;
  private final boolean isName;
  private volatile Optional<InetAddress> connected = Optional.empty();
  private long lastLookupNanos;
  private int misses;
  private volatile String movedTo = "";

  NameWatch(String host, AddressLookup lookup, Clock clock) {
    this.host = host;
    this.lookup = lookup;
    this.clock = clock;
    this.isName = !NetUtil.isValidIpV4Address(host) && !NetUtil.isValidIpV6Address(host);
    this.lastLookupNanos = clock.nanos();
  }

  /** Notes the address of the connection. */
  void connected(SocketAddress address) {
    if (address instanceof InetSocketAddress inet && inet.getAddress() != null) {
      connected = Optional.of(inet.getAddress());
    }
  }

  /** The name's new addresses; empty while the connection's address is among them. */
  synchronized String movedTo() {
    if (isName && connected.isPresent() && clock.nanos() - lastLookupNanos > INTERVAL.toNanos()) {
      lastLookupNanos = clock.nanos();
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
