package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One client of the simulated venue: its connection, its subscriptions, and whether it answers
 * pings. Guarded by the exchange's lock.
 */
public final class ClientSession {
  private static final int POLICY_VIOLATION = 1008;

  private final Peer peer;
  private final VenueProtocol protocol;
  private final RequestHead request;
  private final SimulatedMarkets markets;
  private final Set<Symbol> subscriptions = new LinkedHashSet<>();
  private final Set<String> notes = new TreeSet<>();
  private final Map<String, Long> counts = new HashMap<>();
  private final List<byte[]> frames = new ArrayList<>();
  private List<Integer> cuts = List.of();
  private boolean muted;
  private boolean awaitsPong;
  private String pingPayload = "";
  private long silentSinceNanos;

  ClientSession(
      Peer peer,
      VenueProtocol protocol,
      RequestHead request,
      SimulatedMarkets markets,
      long nowNanos) {
    this.peer = peer;
    this.protocol = protocol;
    this.request = request;
    this.markets = markets;
    silentSinceNanos = nowNanos;
  }

  Peer peer() {
    return peer;
  }

  /** The request with which the client connected. */
  public RequestHead request() {
    return request;
  }

  public SimulatedMarkets markets() {
    return markets;
  }

  /** The markets of which it gets trades, in the order in which it subscribed. */
  public Set<Symbol> subscriptions() {
    return subscriptions;
  }

  /** What else the venue remembers about this client. */
  public Set<String> notes() {
    return notes;
  }

  /** Counts something: 1 for the first call with this name. */
  public long count(String name) {
    return counts.merge(name, 1L, Long::sum);
  }

  /** Whether it is connected and has a subscription. */
  boolean subscribed() {
    return peer.isOpen() && protocol.subscribed(this);
  }

  /** Sends it no more trades or heartbeats. */
  void mute() {
    muted = true;
  }

  /** Adds a message, which {@link #flush} sends. */
  public void text(String text) {
    protocol.encode(text, this);
  }

  /** Adds a message, written as in {@link Templates#json}. */
  public void json(String template, Object... values) {
    text(Templates.json(template, values));
  }

  /** Adds a message as it is. */
  public void message(int opcode, byte[] payload) {
    frames.add(Frames.fragments(opcode, payload, cuts));
  }

  /**
   * Sends the added messages.
   *
   * @param wait whether to wait for a client that is far behind; otherwise it is disconnected
   */
  void flush(boolean wait) {
    if (!frames.isEmpty()) {
      byte[] all = Frames.joined(frames);
      frames.clear();
      if (wait) {
        peer.send(all);
      } else {
        peer.sendOrDisconnect(all);
      }
    }
  }

  /**
   * Sends the trades that it subscribed to.
   *
   * @param where payload bytes at which messages are cut into frames
   */
  void publish(List<Trade> trades, boolean wait, List<Integer> where, long nowNanos) {
    if (muted) {
      return;
    }
    cuts = where;
    add(trades);
    cuts = List.of();
    if (!frames.isEmpty() && !awaitsPong) {
      silentSinceNanos = nowNanos;
    }
    flush(wait);
  }

  /** The messages for a trade, one frame each, which are not sent. */
  List<byte[]> unsent(Trade trade) {
    add(List.of(trade));
    List<byte[]> unsent = List.copyOf(frames);
    frames.clear();
    return unsent;
  }

  /** Announces that the venue will close the connection, if the protocol has such a message. */
  void announceClose() {
    protocol.announceClose(this);
    flush(true);
  }

  private void add(List<Trade> trades) {
    List<Trade> subscribed =
        trades.stream().filter(trade -> subscriptions.contains(trade.market().symbol())).toList();
    if (!subscribed.isEmpty()) {
      protocol.trades(subscribed, this);
    }
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
    Optional<String> pong = protocol.pong(VenueMessage.answer(this, message, ""));
    if (answer) {
      pong.filter(text -> !text.isEmpty()).ifPresent(this::text);
    }
    awaitsPong &= pong.isEmpty();
    flush(true);
    return pong.isPresent();
  }

  /** Does what the heartbeat policy demands; disconnects a client that is silent for too long. */
  void heartbeat(long nowNanos, long withinNanos) {
    boolean late = nowNanos - silentSinceNanos > withinNanos;
    if (muted) {
      return;
    }
    switch (protocol.heartbeats()) {
      case HEARTBEATS -> sendHeartbeat();
      case CLIENT_PINGS -> disconnectIf(late);
      case PING_FRAMES, PING_MESSAGES -> {
        disconnectIf(awaitsPong && late);
        if (!awaitsPong) {
          awaitsPong = true;
          silentSinceNanos = nowNanos;
          ping();
        }
      }
    }
  }

  /** Accepts a pong frame if it repeats the ping, as real venues do. */
  void pong(byte[] payload) {
    awaitsPong &= !pingPayload.equals(new String(payload, StandardCharsets.ISO_8859_1));
  }

  private void ping() {
    if (protocol.heartbeats() == HeartbeatPolicy.PING_MESSAGES) {
      sendHeartbeat();
    } else {
      pingPayload = Long.toString(markets.wallMs());
      peer.sendOrDisconnect(
          Frames.frame(Frames.PING, pingPayload.getBytes(StandardCharsets.US_ASCII)));
    }
  }

  private void sendHeartbeat() {
    protocol.heartbeat(this);
    flush(false);
  }

  private void disconnectIf(boolean late) {
    if (late) {
      peer.send(Frames.close(POLICY_VIOLATION, "Pong timeout"));
      peer.hangUp();
    }
  }
}
