package btcfeed.simulator;

import btcfeed.domain.market.Trade;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * One client of the simulated venue: its connection, what it is told over it, and whether it still
 * answers. Guarded by the floor's lock.
 */
final class ConnectedClient {
  private final Peer peer;
  private final ClientSession talk;
  private final FrameBuffer out = new FrameBuffer();
  private boolean muted;
  private boolean owes;
  private String awaitedPong = "";
  private long waitingSinceNanos;

  ConnectedClient(Peer peer, ClientSession talk, long nowNanos) {
    this.peer = peer;
    this.talk = talk;
    waitingSinceNanos = nowNanos;
  }

  Peer peer() {
    return peer;
  }

  /** Whether it will be told of trades. */
  boolean subscribed() {
    return peer.isOpen() && talk.subscribed();
  }

  /** Stops telling it anything. */
  void mute() {
    muted = true;
  }

  boolean muted() {
    return muted;
  }

  /** Greets it. */
  void hello() {
    talk.hello(out);
    flush(true);
  }

  /**
   * Tells it of trades, those it wants.
   *
   * @param patient whether to wait for a client that is far behind, or to cut it off
   * @param cuts where the messages are cut into frames
   */
  void tell(List<Trade> trades, boolean patient, List<Integer> cuts, long nowNanos) {
    if (muted) {
      return;
    }
    out.cut(cuts);
    talk.tell(trades, out);
    out.cut(List.of());
    if (out.length() > 0 && !owes) {
      waitingSinceNanos = nowNanos;
    }
    flush(patient);
  }

  /** What it would be told of a trade, to somewhere else. */
  void tell(Trade trade, MessageSink elsewhere) {
    talk.tell(List.of(trade), elsewhere);
  }

  /** Answers small talk; false if it was a request. */
  boolean smallTalk(String said, boolean answer, long nowNanos) {
    if (!owes) {
      waitingSinceNanos = nowNanos;
    }
    boolean small = talk.smallTalk(said, answer ? out : (_, _, _) -> {});
    owes &= !small;
    flush(true);
    return small;
  }

  /** Does what a request says, and answers it. */
  void handle(String request) {
    talk.request(request, out);
    flush(true);
  }

  /** Refuses a request. */
  void refuse(String request, int code, String words) {
    talk.refuse(request, code, words, out);
    flush(true);
  }

  /** Says that the venue will close this connection. */
  void announceClose() {
    talk.closing(out);
    flush(true);
  }

  /**
   * Does what manners demand; false if it has kept the venue waiting for longer than it may.
   *
   * @param payload of a ping frame
   */
  boolean beat(HeartbeatPolicy manners, String payload, long nowNanos, long answerWithinNanos) {
    boolean inTime = nowNanos - waitingSinceNanos <= answerWithinNanos;
    return switch (manners) {
      case RECITES -> {
        say();
        yield true;
      }
      case LISTENS -> inTime;
      case PINGS -> owes ? inTime : ping(payload, nowNanos);
      case ASKS -> owes ? inTime : ask(nowNanos);
    };
  }

  /** Only a pong that repeats the ping counts, as at real venues. */
  void pong(byte[] payload) {
    if (owes && awaitedPong.equals(new String(payload, StandardCharsets.ISO_8859_1))) {
      owes = false;
    }
  }

  private boolean ping(String payload, long nowNanos) {
    owes = true;
    waitingSinceNanos = nowNanos;
    awaitedPong = payload;
    byte[] ping = Frames.frame(Frames.PING, payload.getBytes(StandardCharsets.US_ASCII));
    peer.sendOrCut(ping, ping.length);
    return true;
  }

  private boolean ask(long nowNanos) {
    owes = true;
    waitingSinceNanos = nowNanos;
    say();
    return true;
  }

  private void say() {
    talk.beat(out);
    flush(false);
  }

  private void flush(boolean patient) {
    int length = out.length();
    if (length == 0) {
      return;
    }
    if (patient) {
      peer.send(out.take(), length);
    } else {
      peer.sendOrCut(out.take(), length);
    }
  }
}
