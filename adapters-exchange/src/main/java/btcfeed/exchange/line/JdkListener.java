package btcfeed.exchange.line;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.time.Clock;
import java.io.ByteArrayOutputStream;
import java.net.ProtocolException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What the JDK's client calls, one call at a time: puts messages together, hands them on, asks for
 * the next part when that is done, and says how the connection ended.
 *
 * <p>Parts come as they are read, whatever length their frame claims, and are counted before they
 * are kept: no more than the longest message is ever held.
 */
final class JdkListener implements WebSocket.Listener {
  private static final int NO_GOODBYE = 1006;
  private static final CompletionStage<Void> DONE = CompletableFuture.allOf();

  private final Hearing hearing;
  private final EventGate gate;
  private final int maxMessageBytes;
  private final Clock clock;
  private final Consumer<String> ended;
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
  private boolean inside;
  private boolean binaryInside;
  // The first half of a character whose second half is in the next part.
  private String half = "";

  JdkListener(
      Hearing hearing, EventGate gate, int maxMessageBytes, Clock clock, Consumer<String> ended) {
    this.hearing = hearing;
    this.gate = gate;
    this.maxMessageBytes = maxMessageBytes;
    this.clock = clock;
    this.ended = ended;
  }

  /** Nothing is asked for yet: who opens it says when. */
  @Override
  public void onOpen(WebSocket socket) {}

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    String part = half + data;
    half = "";
    if (!last && !part.isEmpty() && Character.isHighSurrogate(part.charAt(part.length() - 1))) {
      half = part.substring(part.length() - 1);
      part = part.substring(0, part.length() - 1);
    }
    part(socket, part.getBytes(StandardCharsets.UTF_8), last, /* binary= */ false);
    return DONE;
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
    byte[] part = new byte[data.remaining()];
    data.get(part);
    part(socket, part, last, /* binary= */ true);
    return DONE;
  }

  @Override
  public CompletionStage<?> onPing(WebSocket socket, ByteBuffer payload) {
    return heartbeat(socket);
  }

  @Override
  public CompletionStage<?> onPong(WebSocket socket, ByteBuffer payload) {
    return heartbeat(socket);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    if (code == NO_GOODBYE) {
      brokenOff(socket);
    } else {
      end((code + " " + Sample.of(reason)).strip());
    }
    return DONE;
  }

  @Override
  public void onError(WebSocket socket, Throwable failure) {
    if (failure instanceof InternalError) {
      // What the client makes of an end that it reads before it is asked for more, as it may right
      // after the handshake, when the first message is not heard on the thread that reads.
      brokenOff(socket);
      return;
    }
    String detail = Sample.of(words(failure));
    if (failure instanceof ProtocolException) {
      guarded(
          socket, () -> gate.say(new LineEvent.Bad(BadInput.MALFORMED, detail, Optional.empty())));
    } else {
      cut(socket);
    }
    end(detail);
  }

  /** The client wraps what it has to say into exceptions that say nothing. */
  private static String words(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
        .map(Throwable::getMessage)
        .filter(Objects::nonNull)
        .findFirst()
        .orElseGet(failure::toString);
  }

  private void brokenOff(WebSocket socket) {
    if (inside) {
      cut(socket);
      end("the connection ended inside a frame");
    } else {
      end("the venue ended the connection without a word");
    }
  }

  private CompletionStage<?> heartbeat(WebSocket socket) {
    guarded(socket, () -> gate.say(new LineEvent.Heartbeat()));
    socket.request(1);
    return DONE;
  }

  private void part(WebSocket socket, byte[] bytes, boolean last, boolean binary) {
    if (bytes.length > maxMessageBytes - begun.size()) {
      oversized(socket, (long) begun.size() + bytes.length);
      return;
    }
    byte[] message = bytes;
    if (!last || inside) {
      begun.writeBytes(bytes);
      message = last ? begun.toByteArray() : message;
    }
    inside = !last;
    binaryInside = binary;
    if (last) {
      begun.reset();
      hear(socket, message, binary);
    }
    socket.request(1);
  }

  private void hear(WebSocket socket, byte[] message, boolean binary) {
    guarded(
        socket,
        () -> {
          hearing.hear(message, binary, clock.wallUs(), clock.nanos());
          hearing.flush();
        });
  }

  private void cut(WebSocket socket) {
    if (inside) {
      inside = false;
      guarded(
          socket,
          () -> hearing.cut(begun.toByteArray(), binaryInside, clock.wallUs(), clock.nanos()));
    }
  }

  private void oversized(WebSocket socket, long bytes) {
    guarded(
        socket,
        () ->
            gate.say(
                new LineEvent.Bad(
                    BadInput.OVERSIZED,
                    "a message of at least " + bytes + " bytes; the limit is " + maxMessageBytes,
                    Optional.empty())));
    socket.abort();
    end("a message was too long");
  }

  /** A listener that fails ends the connection. */
  private void guarded(WebSocket socket, Runnable saying) {
    try {
      saying.run();
    } catch (RuntimeException e) {
      socket.abort();
      end("the listener failed: " + e);
    }
  }

  private void end(String detail) {
    try {
      ended.accept(detail);
    } catch (RuntimeException _) {
      // The listener failed at the last thing it hears.
    }
  }
}
