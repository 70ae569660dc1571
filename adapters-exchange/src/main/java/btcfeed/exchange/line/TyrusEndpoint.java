package btcfeed.exchange.line;

import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.input.PayloadSample;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Receives messages from Tyrus and joins those that come in parts. It asks for parts because Tyrus
 * needs half the time for a part that it needs for a whole message; nearly every message is one
 * part. Called on the thread of the transport.
 */
final class TyrusEndpoint extends Endpoint {
  private final TransportListener listener;
  private final MessageBudget budget;
  private final Runnable abort;
  private final MessageBuffer unfinished;
  private boolean insideMessage;
  private boolean insideBinary;
  private boolean closeFrameArrived;

  /**
   * Makes an endpoint.
   *
   * @param abort closes the socket
   */
  TyrusEndpoint(TransportListener listener, MessageBudget budget, Runnable abort) {
    this.listener = listener;
    this.budget = budget;
    this.abort = abort;
    this.unfinished = new MessageBuffer(budget);
  }

  @Override
  public void onOpen(Session session, EndpointConfig config) {
    MessageHandler.Partial<String> text =
        (part, last) -> part(part.getBytes(StandardCharsets.UTF_8), last, /* binary= */ false);
    MessageHandler.Partial<byte[]> binary = (part, last) -> part(part, last, /* binary= */ true);
    session.addMessageHandler(String.class, text);
    session.addMessageHandler(byte[].class, binary);
  }

  @Override
  public void onClose(Session session, CloseReason reason) {
    int code = reason.getCloseCode().getCode();
    String phrase = Optional.ofNullable(reason.getReasonPhrase()).orElse("");
    String detail = (code + " " + PayloadSample.of(phrase)).strip();
    if (!closeFrameArrived && code != CloseCodes.CLOSED_ABNORMALLY.getCode()) {
      // Tyrus found a violation of the protocol and closed the connection.
      listener.malformed(detail);
    }
    listener.ended(detail);
  }

  @Override
  public void onError(Session session, Throwable failure) {
    listener.ended("the connection failed: " + failure);
    abort.run();
  }

  /** The venue sent a close frame, which Tyrus receives next. */
  void closeFrameArrived() {
    closeFrameArrived = true;
  }

  /** Delivers a message whose rest is lost; {@code rest} is what arrived of its last frame. */
  void cut(byte[] rest, boolean continuation, boolean binary) {
    if (!closeFrameArrived && continuation == insideMessage && append(rest)) {
      listener.cut(unfinished.toArray(), continuation ? insideBinary : binary);
    }
  }

  /** Releases the memory of an unfinished message. */
  void close() {
    unfinished.clear();
  }

  private void part(byte[] bytes, boolean last, boolean binary) {
    if (last && !insideMessage) {
      listener.message(bytes, binary);
      return;
    }
    insideMessage = !last;
    insideBinary = binary;
    if (append(bytes) && last) {
      listener.message(unfinished.toArray(), binary);
      unfinished.clear();
    }
  }

  /** Adds bytes to the unfinished message; without memory for them the connection ends. */
  private boolean append(byte[] bytes) {
    if (unfinished.append(bytes)) {
      return true;
    }
    listener.oversized(
        (long) unfinished.size() + bytes.length,
        budget.limitBytes() + " bytes for the unfinished messages of all connections");
    listener.ended("a message was too long");
    unfinished.clear();
    insideMessage = false;
    abort.run();
    return false;
  }
}
