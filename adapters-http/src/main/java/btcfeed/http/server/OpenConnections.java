package btcfeed.http.server;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The connections that are open, streams not counted, by the peer that opened them.
 *
 * <p>A new connection takes the place of one that waits for a request. A peer that has as many as
 * it may loses the one that has waited longest. When all places are taken, the peer with the most
 * connections loses its longest waiting one. So a client that holds connections and asks nothing
 * keeps no probe out, of itself or of others. A new connection is refused only when each of those
 * is being answered. Any thread.
 */
final class OpenConnections {
  /** An IPv6 client usually has a network of this size to choose its addresses from. */
  private static final int IPV6_NETWORK_BYTES = 8;

  private final int most;
  private final int mostPerPeer;
  private final ResponseCounters served;
  private final Map<Peer, Set<Member>> members = new HashMap<>();
  private final AtomicLong turns = new AtomicLong();
  private int count;

  /** An open connection. */
  interface Member {
    /** Smaller for one that began to wait earlier; only compared while it waits. */
    long waitingSince();

    /** Closes it if it waits for a request; false, and nothing changes, if it does not. */
    boolean closeIfWaiting();
  }

  /** Whom a connection counts for. */
  record Peer(List<Byte> address) {
    static Peer of(SocketAddress address) {
      if (address instanceof InetSocketAddress internet) {
        InetAddress host = internet.getAddress();
        byte[] bytes = host.getAddress();
        int length = host instanceof Inet6Address ? IPV6_NETWORK_BYTES : bytes.length;
        Byte[] network = new Byte[length];
        for (int i = 0; i < length; i++) {
          network[i] = bytes[i];
        }
        return new Peer(List.of(network));
      }
      return new Peer(List.of());
    }
  }

  OpenConnections(HttpOptions.Connections bounds, ResponseCounters served) {
    this.most = bounds.most();
    this.mostPerPeer = bounds.mostPerPeer();
    this.served = served;
  }

  /** The number of this call, for {@link Member#waitingSince}. */
  long now() {
    return turns.incrementAndGet();
  }

  /** Takes a place, another connection's if none is free; false if it gets none. */
  synchronized boolean enter(Peer peer, Member member) {
    boolean room =
        of(peer).size() < mostPerPeer
            ? count < most || closeOne(largest())
            : closeOne(List.of(peer));
    if (room) {
      members.computeIfAbsent(peer, _ -> new HashSet<>()).add(member);
      count++;
    } else {
      served.connectionRefused();
    }
    return room;
  }

  /** Gives the place back; again changes nothing. */
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
        served.connectionReplaced();
        return true;
      }
    }
    return false;
  }
}
