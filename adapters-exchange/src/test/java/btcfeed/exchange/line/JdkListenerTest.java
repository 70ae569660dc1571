package btcfeed.exchange.line;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Venue;
import btcfeed.exchange.SystemClock;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.Subscription;
import java.lang.reflect.Proxy;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.WebSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An end that the JDK's client tells in its own way")
class JdkListenerTest {
  private static final FrameDecoder DEAF = (_, _, _) -> {};

  // Does what it is told, and nothing comes of it.
  private static final WebSocket SOCKET =
      (WebSocket)
          Proxy.newProxyInstance(
              WebSocket.class.getClassLoader(),
              new Class<?>[] {WebSocket.class},
              (socket, _, _) -> socket);

  private final List<String> ended = new ArrayList<>();
  private final EventGate gate = new EventGate(new HeardEvents());
  private final JdkListener listener =
      new JdkListener(
          new Hearing(
              DEAF,
              gate,
              new Speaker(
                  new Subscription(URI.create("ws://127.0.0.1"), List.of()), new SystemClock()),
              new Overhearing(Tap.NONE, new LineId(new Venue("venue"), "b"), new SystemClock())),
          gate,
          1_000,
          new SystemClock(),
          ended::add);

  @Test
  @DisplayName("is told in the words that stand behind the exception, if there are any")
  void words() {
    Exception wordless = new ProtocolException();
    wordless.initCause(new IllegalStateException("a ping in pieces"));
    listener.onError(SOCKET, wordless);
    listener.onError(SOCKET, new ProtocolException());

    assertThat(ended).containsExactly("a ping in pieces", "java.net.ProtocolException");
  }

  @Test
  @DisplayName("tripped over between messages is one without a word")
  void betweenMessages() {
    listener.onText(SOCKET, "{}", /* last= */ true);
    listener.onError(SOCKET, new InternalError());

    assertThat(ended).containsExactly("the venue ended the connection without a word");
  }

  @Test
  @DisplayName("tripped over inside a message is one inside a frame")
  void insideAMessage() {
    listener.onText(SOCKET, "{", /* last= */ false);
    listener.onError(SOCKET, new InternalError());

    assertThat(ended).containsExactly("the connection ended inside a frame");
  }
}
