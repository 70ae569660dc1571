package btcfeed.exchange.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import btcfeed.exchange.SystemClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("A connection to a venue")
@Timeout(60)
class OutboundConnectorTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(700);
  private static final String NAME = "venue.test";

  private final Cancellation cancel = new Cancellation();
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = LoopbackServer.portFreeAt("127.0.0.1", "127.0.0.9");
  }

  @AfterEach
  void close() throws IOException {
    cancel.cancel();
    server.close();
  }

  @Test
  @DisplayName("uses the second address while the first does not respond")
  void silentFirst() throws Exception {
    try (LoopbackServer _ = LoopbackServer.silent("127.0.0.9", server.getLocalPort())) {
      long began = System.nanoTime();
      try (SocketChannel channel =
          resolving("127.0.0.9", "127.0.0.1").connect(NAME, server.getLocalPort(), LONG, cancel)) {
        assertThat(host(channel)).isEqualTo("127.0.0.1");
        assertThat(channel.isBlocking()).isTrue();
      }
      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONG.dividedBy(2));
    }
  }

  @Test
  @DisplayName("uses the second address if the first refuses")
  void refusedFirst() throws Exception {
    try (SocketChannel channel =
        resolving("127.0.0.9", "127.0.0.1").connect(NAME, server.getLocalPort(), LONG, cancel)) {
      assertThat(host(channel)).isEqualTo("127.0.0.1");
    }
  }

  @Test
  @DisplayName("that fails names each address and its failure")
  void allFail() throws Exception {
    int port = server.getLocalPort();
    server.close();
    try (LoopbackServer _ = LoopbackServer.silent("127.0.0.9", port)) {
      assertThatThrownBy(
              () -> resolving("127.0.0.9", "127.0.0.1").connect(NAME, port, SHORT, cancel))
          .isInstanceOf(IOException.class)
          .hasMessage(NAME + ":" + port + ": 127.0.0.9 no answer within 0.7 s, 127.0.0.1 refused");
      assertThat(resolving("127.0.0.9", "127.0.0.1").unreachable(NAME, port, SHORT))
          .containsOnlyKeys(
              LoopbackServer.address("127.0.0.9"), LoopbackServer.address("127.0.0.1"));
    }
  }

  @Test
  @DisplayName("reports each address that fails, even if another works")
  void diagnosis() throws Exception {
    assertThat(resolving("127.0.0.9", "127.0.0.1").unreachable(NAME, server.getLocalPort(), LONG))
        .containsExactly(java.util.Map.entry(LoopbackServer.address("127.0.0.9"), "refused"));
  }

  @Test
  @DisplayName("closes the other attempts when one succeeds")
  void losersClosed() throws Exception {
    try (ServerSocket other =
            new ServerSocket(server.getLocalPort(), 5, LoopbackServer.address("127.0.0.9"));
        SocketChannel channel =
            resolving("127.0.0.9", "127.0.0.1")
                .connect(NAME, server.getLocalPort(), LONG, cancel)) {
      assertThat(host(channel)).isEqualTo("127.0.0.9");
      other.accept().close();
      server.setSoTimeout(100);
      assertThatThrownBy(server::accept).isInstanceOf(java.net.SocketTimeoutException.class);
    }
  }

  @Test
  @DisplayName("alternates between the address families (RFC 8305)")
  void alternates() throws Exception {
    List<InetAddress> mixed =
        Stream.of("::1", "::2", "::3", "127.0.0.1", "127.0.0.2")
            .map(LoopbackServer::address)
            .toList();

    assertThat(ConnectionAttempts.alternating(mixed))
        .extracting(InetAddress::getHostAddress)
        .containsExactly(
            "0:0:0:0:0:0:0:1", "127.0.0.1", "0:0:0:0:0:0:0:2", "127.0.0.2", "0:0:0:0:0:0:0:3");
  }

  @Test
  @DisplayName("looks the name up for every attempt")
  void looksUpAgain() throws Exception {
    List<String> answers = new java.util.ArrayList<>(List.of("127.0.0.9", "127.0.0.1"));
    OutboundConnector connector =
        connector(_ -> List.of(LoopbackServer.address(answers.removeFirst())));

    assertThatThrownBy(() -> connector.connect(NAME, server.getLocalPort(), LONG, cancel))
        .hasMessageContaining("127.0.0.9 refused");
    try (SocketChannel channel = connector.connect(NAME, server.getLocalPort(), LONG, cancel)) {
      assertThat(host(channel)).isEqualTo("127.0.0.1");
    }
  }

  @Test
  @DisplayName("times out when the name lookup does not end")
  void hungLookup() {
    CountDownLatch never = new CountDownLatch(1);
    try {
      assertThatThrownBy(
              () ->
                  connector(
                          _ -> {
                            awaitQuietly(never);
                            return List.of();
                          })
                      .connect(NAME, 1, SHORT, cancel))
          .isInstanceOf(UnknownHostException.class)
          .hasMessageContaining(NAME + ": the name lookup got no answer within 0.7 s");
    } finally {
      never.countDown();
    }
  }

  @Test
  @DisplayName("to an unknown name fails with the name")
  void unknownName() {
    assertThatThrownBy(
            () ->
                connector(
                        name -> {
                          throw new UnknownHostException(name);
                        })
                    .connect(NAME, 1, LONG, cancel))
        .hasMessage(NAME + ": no address is known for this name");
  }

  @Test
  @DisplayName("can be cancelled while it waits and after it is open")
  void cancelled() throws Exception {
    SocketChannel channel =
        resolving("127.0.0.1").connect(NAME, server.getLocalPort(), LONG, cancel);
    int port = server.getLocalPort();
    try (LoopbackServer _ = LoopbackServer.silent("127.0.0.9", port)) {
      Cancellation other = new Cancellation();
      Thread waiting =
          Thread.startVirtualThread(
              () ->
                  assertThatThrownBy(() -> resolving("127.0.0.9").connect(NAME, port, LONG, other))
                      .isInstanceOf(IOException.class));
      other.cancel();
      assertThat(waiting.join(LONG)).isTrue();
    }
    cancel.cancel();
    assertThat(channel.isOpen()).isFalse();
    assertThatThrownBy(() -> resolving("127.0.0.1").connect(NAME, port, LONG, cancel))
        .isInstanceOf(IOException.class);
  }

  private static OutboundConnector resolving(String... addresses) {
    return connector(_ -> Stream.of(addresses).map(LoopbackServer::address).toList());
  }

  private static OutboundConnector connector(OutboundConnector.AddressResolver resolver) {
    return new OutboundConnector(
        resolver, ProxySettings.NONE, TrustedAuthorities::system, new SystemClock());
  }

  private static String host(SocketChannel channel) throws IOException {
    return ((InetSocketAddress) channel.getRemoteAddress()).getAddress().getHostAddress();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
