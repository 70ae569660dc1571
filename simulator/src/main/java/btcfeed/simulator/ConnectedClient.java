package btcfeed.simulator;

import btcfeed.domain.market.Trade;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One client of the simulated venue: its connection, its session, and whether it answers pings.
 * Guarded by the exchange's lock.
 */
final class ConnectedClient {
  private final Peer peer;
  private final ClientSession session;
  private final FrameBuffer frames = new FrameBuffer();
  private final MessageSink out;
  private boolean muted;
  private boolean awaitsPong;
  private String pingPayload = "";
  private long silentSinceNanos;

  ConnectedClient(Peer peer, ClientSession session, long nowNanos) {
    this.peer = peer;
    this.session = session;
    out = session.encoded(frames);
    silentSinceNanos = nowNanos;
  }

  Peer peer() {
    return peer;
  }

  /** Whether it is connected and has a subscription. */
  boolean subscribed() {
    return peer.isOpen() && session.subscribed();
  }

  /** Sends it no more trades or heartbeats. */
  void mute() {
    muted = true;
  }

  boolean muted() {
    return muted;
  }

  void greet() {
    session.greet(out);
    flush(true);
  }

  /**
   * Sends the trades that it subscribed to.
   *
   * @param wait whether to wait for a client that is far behind; otherwise it is disconnected
   * @param cuts where messages are cut into frames
   */
  void publish(List<Trade> trades, boolean wait, List<Integer> cuts, long nowNanos) {
    if (muted) {
      return;
    }
    frames.cut(cuts);
    session.publish(trades, out);
    frames.cut(List.of());
    if (frames.length() > 0 && !awaitsPong) {
      silentSinceNanos = nowNanos;
    }
    flush(wait);
  }

  /** Writes its messages for a trade to another sink. */
  void publish(Trade trade, MessageSink elsewhere) {
    session.publish(List.of(trade), session.encoded(elsewhere));
  }

  /**
   * Handles a ping or pong message.
   *
   * @param answer whether the venue answers pings
   * @return false if the message is a request
   */
  boolean handlePing(ClientRequest message, boolean answer, long nowNanos) {
    if (!awaitsPong) {
      silentSinceNanos = nowNanos;
    }
    var pong = session.pong(message);
    if (answer) {
      pong.filter(text -> !text.isEmpty()).ifPresent(out::text);
    }
    awaitsPong &= pong.isEmpty();
    flush(true);
    return pong.isPresent();
  }

  void handle(ClientRequest request) {
    session.request(request, out);
    flush(true);
  }

  void refuse(ClientRequest request, int code, String reason) {
    session.refuse(request, code, reason, out);
    flush(true);
  }

  /** Sends the announcement that the venue will close this connection. */
  void announceClose() {
    session.announceClose(out);
    flush(true);
  }

  /**
   * Does what the heartbeat policy demands.
   *
   * @param payload of a ping frame
   * @return false if the client has been silent for too long
   */
  boolean heartbeat(HeartbeatPolicy policy, String payload, long nowNanos, long withinNanos) {
    boolean inTime = nowNanos - silentSinceNanos <= withinNanos;
    return switch (policy) {
      case HEARTBEATS -> {
        sendHeartbeat();
        yield true;
      }
      case CLIENT_PINGS -> inTime;
      case PING_FRAMES, PING_MESSAGES -> awaitsPong ? inTime : ping(policy, payload, nowNanos);
    };
  }

  /** Accepts a pong frame if it repeats the ping, as real venues do. */
  void pong(byte[] payload) {
    if (awaitsPong && pingPayload.equals(new String(payload, StandardCharsets.ISO_8859_1))) {
      awaitsPong = false;
    }
  }

  private boolean ping(HeartbeatPolicy policy, String payload, long nowNanos) {
    awaitsPong = true;
    silentSinceNanos = nowNanos;
    if (policy == HeartbeatPolicy.PING_MESSAGES) {
      sendHeartbeat();
    } else {
      pingPayload = payload;
      byte[] ping = Frames.frame(Frames.PING, payload.getBytes(StandardCharsets.US_ASCII));
      peer.sendOrDisconnect(ping, ping.length);
    }
    return true;
  }

  private void sendHeartbeat() {
    session.heartbeat(out);
    flush(false);
  }

  private void flush(boolean wait) {
    int length = frames.length();
    if (length == 0) {
      return;
    }
    if (wait) {
      peer.send(frames.take(), length);
    } else {
      peer.sendOrDisconnect(frames.take(), length);
    }
  }
}
