package btcfeed.http.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The open connections")
class OpenConnectionsTest {
  private final HttpCounters served = new HttpCounters();
  private final OpenConnections open =
      new OpenConnections(
          new HttpOptions.Connections(4, 2, Duration.ofSeconds(1), Duration.ofSeconds(1)), served);

  @Test
  @DisplayName("of one peer never exceed its limit, and one more closes no other peer's connection")
  void sharePerPeer() {
    Connection other = enter("192.0.2.1");
    Connection first = enter("192.0.2.2");
    Connection second = enter("192.0.2.2");
    Connection third = enter("192.0.2.2");

    assertThat(first.closed).isTrue();
    assertThat(other.closed || second.closed || third.closed).isFalse();
    assertThat(served.of(HttpCounters.Counted.CONNECTION_REPLACED)).isEqualTo(1);
    assertThat(served.of(HttpCounters.Counted.CONNECTION_REFUSED)).isZero();
  }

  @Test
  @DisplayName("when all places are taken, the peer with the most loses its longest waiting one")
  void allTaken() {
    Connection lonely = enter("192.0.2.1");
    Connection first = enter("192.0.2.2");
    Connection second = enter("192.0.2.2");
    Connection third = enter("192.0.2.3");
    first.waitingSince = open.now();
    Connection fourth = enter("192.0.2.4");

    assertThat(second.closed).isTrue();
    assertThat(lonely.closed || first.closed || third.closed || fourth.closed).isFalse();
  }

  @Test
  @DisplayName("that are all in use stay open, and a new one is refused and counted")
  void allInUse() {
    enter("192.0.2.1").answered = true;
    enter("192.0.2.1").answered = true;

    assertThat(enter("192.0.2.1").refused).isTrue();
    assertThat(enter("192.0.2.2").refused).isFalse();
    assertThat(served.of(HttpCounters.Counted.CONNECTION_REFUSED)).isEqualTo(1);
  }

  @Test
  @DisplayName("of one /64 IPv6 network belong to one peer, of two networks to two peers")
  void networks() {
    Connection first = enter("2001:db8::1");
    enter("2001:db8::2");
    enter("2001:db8::ffff:3");
    Connection elsewhere = enter("2001:db8:0:1::1");

    assertThat(first.closed).isTrue();
    assertThat(elsewhere.closed).isFalse();
  }

  @Test
  @DisplayName("release their place once, however often they leave")
  void leave() {
    OpenConnections.Peer peer = peer("192.0.2.1");
    Connection first = enter("192.0.2.1");
    Connection second = enter("192.0.2.1");
    open.leave(peer, first);
    open.leave(peer, first);
    enter("192.0.2.1");

    assertThat(second.closed).isFalse();
    assertThat(enter("192.0.2.1").refused).isFalse();
    assertThat(second.closed).isTrue();
  }

  private Connection enter(String address) {
    Connection connection = new Connection(open.now());
    connection.refused = !open.enter(peer(address), connection);
    return connection;
  }

  private static OpenConnections.Peer peer(String address) {
    return OpenConnections.Peer.of(new InetSocketAddress(address, 1));
  }

  private static final class Connection implements OpenConnections.Member {
    private long waitingSince;
    private boolean answered;
    private boolean closed;
    private boolean refused;

    Connection(long waitingSince) {
      this.waitingSince = waitingSince;
    }

    @Override
    public long waitingSince() {
      return waitingSince;
    }

    @Override
    public boolean closeIfWaiting() {
      closed = !answered;
      return closed;
    }
  }
}
