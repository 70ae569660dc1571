package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.LineEvent;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.port.LinePort.Opened;
import btcfeed.exchange.SystemClock;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.exchange.net.ProxySettings;
import btcfeed.exchange.net.TrustedAuthorities;
import btcfeed.testsupport.RecordedEvents;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass(name = "{0}")
@EnumSource(Client.class)
@DisplayName("A line that connects to a venue")
@Timeout(60)
class OutboundLineTest {
  private final Client client;
  private final RecordedEvents events = new RecordedEvents();

  OutboundLineTest(Client client) {
    this.client = client;
  }

  @ParameterizedTest
  @DisplayName("accepts every form of the Connection header that RFC 6455 allows")
  @ValueSource(
      strings = {
        "Connection: Upgrade",
        "Connection: upgrade",
        "Connection: keep-alive, Upgrade",
        "Connection: UPGRADE , keep-alive",
        "Connection: Upgrade\r\nConnection: keep-alive",
        "Connection: keep-alive\r\nConnection: Upgrade"
      })
  void connectionHeader(String header) throws IOException {
    try (ServerSocket venue = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CountDownLatch over = new CountDownLatch(1);
      Thread.startVirtualThread(() -> upgrade(venue, header, over));
      Opened opened = line(venue, "127.0.0.1").open(events, Lines.TIMEOUT);

      assertThat(opened).isInstanceOf(Opened.Connected.class);
      over.countDown();
      events.await(LineEvent.Closed.class, 1);
      ((Opened.Connected) opened).connection().close("tested");
    }
  }

  @Test
  @DisplayName("uses the second address of a name if the first refuses")
  void secondAddress() throws IOException {
    try (ServerSocket venue = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CountDownLatch over = new CountDownLatch(1);
      Thread.startVirtualThread(() -> upgrade(venue, "Connection: Upgrade", over));
      Opened opened = line(venue, "127.0.0.9", "127.0.0.1").open(events, Lines.TIMEOUT);

      assertThat(opened).isInstanceOf(Opened.Connected.class);
      over.countDown();
      ((Opened.Connected) opened).connection().close("tested");
    }
  }

  @Test
  @DisplayName("reports each address and its failure")
  void noAddress() throws IOException {
    ServerSocket venue = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    venue.close();

    assertThat(line(venue, "127.0.0.9", "127.0.0.1").open(events, Lines.TIMEOUT))
        .isEqualTo(
            new Opened.Failed(
                Optional.empty(),
                Optional.empty(),
                "venue.test:" + venue.getLocalPort() + ": 127.0.0.9 refused, 127.0.0.1 refused"));
  }

  @Test
  @DisplayName("does not wait for a token that arrives byte by byte")
  void drippingToken() throws IOException {
    CountDownLatch over = new CountDownLatch(1);
    try (ServerSocket venue = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> drip(venue, over));
      LinePort line =
          client.line(
              Venues.builtIn()
                  .codec(
                      "kucoin",
                      new VenueOptions(
                          List.of(Symbol.parse("BTC-USDT")),
                          Optional.empty(),
                          Optional.of(URI.create("http://127.0.0.1:" + venue.getLocalPort())),
                          Lines.LIMIT)),
              OutboundConnector.direct(new SystemClock()));

      assertThat(line.open(events, Duration.ofSeconds(1)))
          .isInstanceOfSatisfying(
              Opened.Failed.class,
              failed ->
                  assertThat(failed.detail())
                      .isEqualTo("no token: 127.0.0.1: no complete response within 0.9 s"));
      RecordedEvents.await(() -> assertThat(over.getCount()).isZero());
    }
  }

  private LinePort line(ServerSocket venue, String... addresses) {
    SystemClock clock = new SystemClock();
    OutboundConnector connector =
        new OutboundConnector(
            _ -> List.of(addresses).stream().map(InetAddress::ofLiteral).toList(),
            ProxySettings.NONE,
            TrustedAuthorities::system,
            clock);
    URI uri = URI.create("ws://venue.test:" + venue.getLocalPort() + "/ws/btcusdt@trade");
    return client.line(Lines.codec(uri), connector);
  }

  /** Answers one handshake, and closes when the test is over. */
  private static void upgrade(ServerSocket venue, String header, CountDownLatch over) {
    try (Socket client = venue.accept()) {
      String request = head(client.getInputStream());
      String key = request.replaceAll("(?is).*\r\nSec-WebSocket-Key: ([^\r]+)\r\n.*", "$1");
      String accept =
          Base64.getEncoder()
              .encodeToString(
                  MessageDigest.getInstance("SHA-1")
                      .digest(
                          (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                              .getBytes(StandardCharsets.US_ASCII)));
      String response =
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
              + header
              + "\r\nSec-WebSocket-Accept: "
              + accept
              + "\r\n\r\n";
      client.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
      over.await();
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends a body byte by byte, until the other side closes. */
  private static void drip(ServerSocket venue, CountDownLatch over) {
    try (Socket client = venue.accept()) {
      head(client.getInputStream());
      client
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\n{"
                  .getBytes(StandardCharsets.US_ASCII));
      client.setSoTimeout(50);
      while (!ended(client)) {
        client.getOutputStream().write(' ');
      }
    } catch (IOException _) {
      // The line has closed the connection.
    } finally {
      over.countDown();
    }
  }

  private static boolean ended(Socket client) throws IOException {
    try {
      return client.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException _) {
      return false;
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    return head.toString();
  }
}
