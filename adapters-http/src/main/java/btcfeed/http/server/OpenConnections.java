package btcfeed.http.server;

import btcfeed.http.server.HttpCounters.Counted;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The open connections by peer, without streams.
 *
 * <p>A new connection replaces one that waits for a request if there is no free place. A peer at
 * its limit loses its longest waiting connection. When all places are taken, the peer with the most
 * connections loses its longest waiting one. Idle connections therefore never keep a probe out. A
 * new connection is refused only if all of those are in use. Any thread.
 */
final class OpenConnections {
  /** An IPv6 client can usually choose its addresses from a network of this size. */
  private static final int IPV6_NETWORK_BYTES = 8;

  private final int most;
  private final int mostPerPeer;
  private final HttpCounters counters;
  private final Map<Peer, Set<Member>> members = new HashMap<>();
  private final AtomicLong sequence = new AtomicLong();
  private int count;

  /** An open connection. */
  interface Member {
    /** Smaller for a connection that began to wait earlier; compared only while it waits. */
    long waitingSince();

    /** Closes it if it waits for a request; otherwise returns false and changes nothing. */
    boolean closeIfWaiting();
  }

  /** The network a connection counts for. */
  record Peer(String address) {
    static Peer of(SocketAddress address) {
      if (address instanceof InetSocketAddress internet) {
        InetAddress host = internet.getAddress();
        byte[] bytes = host.getAddress();
        int length = host instanceof Inet6Address ? IPV6_NETWORK_BYTES : bytes.length;
        return new Peer(HexFormat.of().formatHex(bytes, 0, length));
      }
      return new Peer("");
    }
  }

  OpenConnections(HttpOptions.Connections bounds, HttpCounters counters) {
    this.most = bounds.most();
    this.mostPerPeer = bounds.mostPerPeer();
    this.counters = counters;
  }

  /** A number greater than all before, for {@link Member#waitingSince}. */
  long now() {
    return sequence.incrementAndGet();
  }

  /** Takes a place, if necessary from another connection; false if there is none. */
  synchronized boolean enter(Peer peer, Member member) {
    boolean room =
        of(peer).size() < mostPerPeer
            ? count < most || closeOne(largest())
            : closeOne(List.of(peer));
    if (room) {
      members.computeIfAbsent(peer, _ -> new HashSet<>()).add(member);
      count++;
    } else {
      counters.add(Counted.CONNECTION_REFUSED);
    }
    return room;
  }

  /** Releases the place; has no effect the second time. */
  synchronized void leave(Peer peer, Member member) {
    Optional.ofNullable(members.get(peer))
        .filter(mine -> mine.remove(member))
        .ifPresent(
            mine -> {
              count--;
              if (mine.isEmpty()) {
                members.remove(peer);
              }
            });
  }

  private Set<Member> of(Peer peer) {
    return members.getOrDefault(peer, Set.of());
  }

  private List<Peer> largest() {
    return members.keySet().stream()
        .sorted(Comparator.comparingInt((Peer peer) -> of(peer).size()).reversed())
        .toList();
  }

  private boolean closeOne(List<Peer> peers) {
    for (Peer peer : peers) {
      Optional<Member> closed =
          of(peer).stream()
              .sorted(Comparator.comparingLong(Member::waitingSince))
              .filter(Member::closeIfWaiting)
              .findFirst();
      if (closed.isPresent()) {
        leave(peer, closed.get());
        counters.add(Counted.CONNECTION_REPLACED);
        return true;
      }
    }
    return false;
  }
}
