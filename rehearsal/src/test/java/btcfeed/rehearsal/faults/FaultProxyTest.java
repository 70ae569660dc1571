package btcfeed.rehearsal.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import btcfeed.rehearsal.faults.TcpFault.Cut;
import btcfeed.rehearsal.faults.TcpFault.Delay;
import btcfeed.rehearsal.faults.TcpFault.DropAccepted;
import btcfeed.rehearsal.faults.TcpFault.End;
import btcfeed.rehearsal.faults.TcpFault.Freeze;
import btcfeed.rehearsal.faults.TcpFault.None;
import btcfeed.rehearsal.faults.TcpFault.Refuse;
import btcfeed.rehearsal.faults.TcpFault.Throttle;
import btcfeed.rehearsal.faults.TcpFault.Way;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The fault proxy")
class FaultProxyTest {
  private static final int PATIENCE_MS = 60_000;
  private static final int SHORTLY_MS = 100;
  private static final byte[] WORDS = "0123456789".getBytes(StandardCharsets.US_ASCII);

  private EchoServer server;
  private FaultProxy proxy;

  @BeforeEach
  void putUp() throws IOException {
    server = new EchoServer();
    proxy = FaultProxy.to(server.port());
  }

  @AfterEach
  void takeDown() throws IOException {
    proxy.close();
    server.close();
  }

  @Test
  @DisplayName("passes every byte both ways without a fault, and an orderly end")
  void passes() throws IOException {
    try (Socket client = connect()) {
      client.getOutputStream().write(WORDS);
      client.shutdownOutput();
      assertThat(client.getInputStream().readAllBytes()).isEqualTo(WORDS);
    }
    assertThat(proxy.passed(Way.TO_SERVER)).isEqualTo(WORDS.length);
    assertThat(proxy.passed(Way.TO_CLIENT)).isEqualTo(WORDS.length);
    await().atMost(Duration.ofMillis(PATIENCE_MS)).until(() -> proxy.connections() == 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 10})
  @DisplayName("cuts once after exactly the given bytes, however they are split")
  void cuts(int bytes) throws IOException {
    proxy.fault(new Cut(Way.TO_CLIENT, bytes, End.FIN));
    try (Socket client = connect()) {
      client.getOutputStream().write(WORDS);
      assertThat(client.getInputStream().readAllBytes()).isEqualTo(Arrays.copyOf(WORDS, bytes));
    }
    assertThat(proxy.fault()).isEqualTo(new None());
    passes(WORDS);
  }

  @Test
  @DisplayName("resets a connection, and no later byte arrives")
  void resets() throws IOException {
    proxy.fault(new Cut(Way.TO_SERVER, 4, End.RESET));
    try (Socket client = connect()) {
      client.getOutputStream().write(WORDS);
      assertThatThrownBy(() -> client.getInputStream().readAllBytes())
          .isInstanceOf(SocketException.class)
          .hasMessageContaining("reset");
    }
    assertThat(proxy.passed(Way.TO_SERVER)).isEqualTo(4);
  }

  @Test
  @DisplayName("cuts at the same place for the same seed")
  void seeded() {
    assertThat(Cut.seeded(7, 1000)).isEqualTo(Cut.seeded(7, 1000));
    assertThat(Cut.seeded(7, 1000).afterBytes()).isBetween(0L, 999L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TO_SERVER", "TO_CLIENT"})
  @DisplayName("frozen one way, keeps the bytes of that way and gives them when thawed")
  void freezes(Way way) throws IOException {
    try (Socket client = connect()) {
      proxy.fault(Freeze.of(way));
      client.getOutputStream().write(WORDS);
      client.setSoTimeout(SHORTLY_MS);
      assertThatThrownBy(() -> client.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      assertThat(proxy.passed(way)).isZero();

      proxy.heal();
      client.setSoTimeout(PATIENCE_MS);
      assertThat(client.getInputStream().readNBytes(WORDS.length)).isEqualTo(WORDS);
    }
  }

  @Test
  @DisplayName("delays every piece, and changes none")
  void delays() throws IOException {
    proxy.fault(new Delay(Way.TO_CLIENT, Duration.ofMillis(SHORTLY_MS)));
    long before = System.nanoTime();
    passes(WORDS);
    assertThat(System.nanoTime() - before)
        .isGreaterThanOrEqualTo(Duration.ofMillis(SHORTLY_MS - 1).toNanos());
  }

  @Test
  @DisplayName("throttled, lets through no more than the rate, and all of it")
  void throttles() throws IOException {
    proxy.fault(new Throttle(Way.TO_SERVER, 100));
    long before = System.nanoTime();
    passes(WORDS);
    assertThat(System.nanoTime() - before)
        .isGreaterThanOrEqualTo(Duration.ofMillis(SHORTLY_MS - 10).toNanos());
  }

  @Test
  @DisplayName("refuses new connections, keeps the old ones, and listens again where it did")
  void refuses() throws IOException {
    try (Socket early = connect()) {
      echo(early, WORDS);
      proxy.fault(new Refuse());
      assertThatThrownBy(this::connect).isInstanceOf(ConnectException.class);
      echo(early, WORDS);
    }
    proxy.heal();
    passes(WORDS);
  }

  @Test
  @DisplayName("drops new connections right after it accepted them")
  void drops() throws IOException {
    proxy.fault(new DropAccepted());
    try (Socket client = connect()) {
      assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketException.class);
    }
    assertThat(proxy.accepted()).isEqualTo(1);
    assertThat(proxy.passed(Way.TO_SERVER)).isZero();
  }

  @Test
  @DisplayName("ends the connection at once when the server does not answer")
  void nobodyThere() throws IOException {
    // Bound and not listening, so that nothing else can have the port.
    try (Socket reserved = new Socket()) {
      reserved.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (FaultProxy toNobody = FaultProxy.to(reserved.getLocalPort());
          Socket client = new Socket(InetAddress.getLoopbackAddress(), toNobody.port())) {
        client.setSoTimeout(PATIENCE_MS);
        assertThatThrownBy(() -> client.getInputStream().read())
            .isInstanceOf(SocketException.class);
      }
    }
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
    socket.setSoTimeout(PATIENCE_MS);
    return socket;
  }

  private void passes(byte[] bytes) throws IOException {
    try (Socket client = connect()) {
      echo(client, bytes);
    }
  }

  private static void echo(Socket client, byte[] bytes) throws IOException {
    client.getOutputStream().write(bytes);
    assertThat(client.getInputStream().readNBytes(bytes.length)).isEqualTo(bytes);
  }
}
