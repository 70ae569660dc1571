package btcfeed.exchange.line;

import btcfeed.domain.port.LinePort.Opened;
import java.util.List;
import java.util.Optional;

/**
 * The life of one connection. Pure: the caller performs the effects, in their order.
 *
 * <pre>
 *   CONNECTING ──handshake done──→ OPEN ──close requested──→ CLOSING
 *       │                           │                           │
 *       └── failed or timed out ────┴───────── ended ───────────┴──→ ENDED
 * </pre>
 *
 * <p>The first outcome of an attempt is reported, later ones are ignored. A connection that the
 * service closes does not report its own end.
 */
enum ConnectionState {
  CONNECTING,
  OPEN,
  CLOSING,
  ENDED;

  /** What happened to the connection. */
  sealed interface Event {
    /** The venue accepted the upgrade. */
    record HandshakeDone() implements Event {}

    /** The caller of {@code open} stopped waiting. */
    record TimedOut(String detail) implements Event {}

    /** The application closes the connection. */
    record CloseRequested() implements Event {}

    /** The attempt failed, or the open connection ended. */
    record Ended(Opened.Failed reason) implements Event {}
  }

  /** What the caller does about it. */
  sealed interface Effect {
    record ReportConnected() implements Effect {}

    record ReportFailed(Opened.Failed failure) implements Effect {}

    record EmitClosed(String detail) implements Effect {}

    /** Send a close frame. */
    record SendClose() implements Effect {}

    /** Close the socket at once. */
    record Abort() implements Effect {}
  }

  /** A transition. */
  record Step(ConnectionState next, List<Effect> effects) {}

  Step on(Event event) {
    return switch (event) {
      case Event.HandshakeDone _ ->
          switch (this) {
            case CONNECTING -> to(OPEN, new Effect.ReportConnected());
            case OPEN, CLOSING, ENDED -> to(this);
          };
      case Event.TimedOut(String detail) ->
          switch (this) {
            case CONNECTING ->
                to(ENDED, new Effect.ReportFailed(failed(detail)), new Effect.Abort());
            case OPEN, CLOSING, ENDED -> to(this);
          };
      case Event.CloseRequested _ ->
          switch (this) {
            case OPEN -> to(CLOSING, new Effect.SendClose());
            case CONNECTING, CLOSING, ENDED -> to(this);
          };
      case Event.Ended(Opened.Failed reason) ->
          switch (this) {
            case CONNECTING -> to(ENDED, new Effect.ReportFailed(reason));
            case OPEN -> to(ENDED, new Effect.EmitClosed(reason.detail()));
            case CLOSING, ENDED -> to(ENDED);
          };
    };
  }

  /** A failure without an HTTP status. */
  static Opened.Failed failed(String detail) {
    return new Opened.Failed(Optional.empty(), Optional.empty(), detail);
  }

  private static Step to(ConnectionState next, Effect... effects) {
    return new Step(next, List.of(effects));
  }
}
