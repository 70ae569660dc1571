package btcfeed.exchange.line;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.line.LineEvent;
import btcfeed.exchange.input.MessageBudget;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What Tyrus calls: puts messages together, hands them on, and says how the connection ended.
 *
 * <p>Takes messages in parts, because Tyrus spends half as much on a part as on a whole message;
 * nearly every message is one part. How large they may get is the {@link TyrusSocket}'s business.
 * Called on the wire's thread.
 */
final class LineEndpoint extends Endpoint {
  private final TyrusSocket wire;
  private final InboundDispatcher hearing;
  private final EventGate gate;
  private final TransportListener ear;
  private final MessageBudget budget;
  private final MessageBuffer begun;
  private boolean inside;
  private boolean begunBinary;

  LineEndpoint(
      TyrusSocket wire,
      InboundDispatcher hearing,
      EventGate gate,
      TransportListener ear,
      MessageBudget budget) {
    this.wire = wire;
    this.hearing = hearing;
    this.gate = gate;
    this.ear = ear;
    this.budget = budget;
    this.begun = new MessageBuffer(budget);
  }

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    MessageHandler.Partial<String> text = this::text;
    MessageHandler.Partial<byte[]> binary = this::binary;
    session.addMessageHandler(String.class, text);
    session.addMessageHandler(byte[].class, binary);
  }

  @Override
  public void onClose(Session session, CloseReason reason) {
    flush();
    String phrase = Optional.ofNullable(reason.getReasonPhrase()).orElse("");
    String detail = (reason.getCloseCode().getCode() + " " + PayloadSample.of(phrase)).strip();
    boolean abnormal = reason.getCloseCode().getCode() == CloseCodes.CLOSED_ABNORMALLY.getCode();
    if (!wire.venueSaidGoodbye() && !abnormal) {
      // Tyrus itself found the venue breaking the protocol, and left.
      gate.say(new LineEvent.Bad(BadInput.MALFORMED, detail, Optional.empty()));
    }
    ear.ended(detail);
  }

  @Override
  public void onError(Session session, Throwable failure) {
    ear.ended("the listener failed: " + failure);
    wire.abort();
  }

  /** Says what was heard and not yet said; a listener that fails ends the connection. */
  void flush() {
    try {
      hearing.flush();
    } catch (RuntimeException e) {
      ear.ended("the listener failed: " + e);
      wire.abort();
    }
  }

  /** The connection ended inside a message, and this is what came of its last frame. */
  void cut(byte[] rest, boolean continuation, boolean binary) {
    if (continuation != inside || !add(rest)) {
      return;
    }
    try {
      hearing.cut(
          begun.toArray(),
          continuation ? begunBinary : binary,
          wire.receivedUs(),
          wire.receivedNanos());
    } catch (RuntimeException e) {
      ear.ended("the listener failed: " + e);
    }
  }

  /** Gives back the memory of an unfinished message. */
  void close() {
    begun.clear();
  }

  private void text(String part, boolean last) {
    part(part.getBytes(StandardCharsets.UTF_8), last, /* binary= */ false);
  }

  private void binary(byte[] part, boolean last) {
    part(part, last, /* binary= */ true);
  }

  private void part(byte[] bytes, boolean last, boolean binary) {
    if (last && !inside) {
      hear(bytes, binary);
      return;
    }
    inside = !last;
    begunBinary = binary;
    if (add(bytes) && last) {
      try {
        hear(begun.toArray(), binary);
      } finally {
        begun.clear();
      }
    }
  }

  /** Adds bytes to the unfinished message; without memory for them the connection ends. */
  private boolean add(byte[] bytes) {
    if (begun.append(bytes)) {
      return true;
    }
    ear.oversized(
        (long) begun.size() + bytes.length,
        budget.limitBytes() + " bytes for the unfinished messages of all connections");
    ear.ended("a message was too long");
    begun.clear();
    inside = false;
    wire.abort();
    return false;
  }

  private void hear(byte[] message, boolean binary) {
    hearing.hear(message, binary, wire.receivedUs(), wire.receivedNanos());
  }
}
