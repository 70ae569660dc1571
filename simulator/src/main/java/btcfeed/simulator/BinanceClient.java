package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One client of the simulated venue: what it subscribed, in which shape it wants it, and its
 * requests, in the venue's own words. Guarded by the simulator's lock.
 */
final class BinanceClient {
  // Enough of JSON to read the requests of any real client.
  private static final Pattern METHOD = Pattern.compile("\"method\"\\s*:\\s*\"(\\w+)\"");
  private static final Pattern PARAMS = Pattern.compile("\"params\"\\s*:\\s*\\[([^\\]]*)\\]");
  private static final Pattern ID = Pattern.compile("\"id\"\\s*:\\s*(-?\\d+|\"[^\"]*\"|null)");

  private final Peer peer;
  private final Set<String> streams = new TreeSet<>();
  private final BinanceText text;
  private final boolean combined;
  private boolean muted;
  private long pingedAtNanos;
  private String awaitedPong = "";

  BinanceClient(Peer peer, Request request) {
    this.peer = peer;
    combined = request.path().startsWith("/stream");
    text = new BinanceText(combined, request.query().contains("timeUnit=MICROSECOND"));
    if (request.path().startsWith("/ws/")) {
      addStreams(request.path().substring("/ws/".length()).split("/"));
    }
    for (String parameter : request.query().split("&")) {
      if (parameter.startsWith("streams=")) {
        addStreams(parameter.substring("streams=".length()).split("/"));
      }
    }
  }

  Peer peer() {
    return peer;
  }

  boolean subscribed() {
    return !streams.isEmpty();
  }

  /** Stops telling it anything. */
  void mute() {
    muted = true;
  }

  boolean muted() {
    return muted;
  }

  boolean wants(Symbol symbol) {
    return !muted && streams.contains(BinanceText.stream(symbol));
  }

  /** Collects a trade for the next {@link #flush}. */
  void add(Trade trade) {
    if (wants(trade.market().symbol())) {
      text.add(trade);
    }
  }

  /**
   * Sends what was collected.
   *
   * @param patient whether to wait for a client that is far behind, or to cut it off
   */
  void flush(boolean patient) {
    int length = text.length();
    if (length == 0) {
      return;
    }
    if (patient) {
      peer.send(text.take(), length);
    } else {
      peer.sendOrCut(text.take(), length);
    }
  }

  /** Sends a trade in several frames. */
  void send(Trade trade, List<Integer> cuts) {
    if (wants(trade.market().symbol())) {
      peer.send(Frames.fragments(Frames.TEXT, text.text(trade), cuts));
    }
  }

  /** A trade's text, as this client gets it. */
  byte[] text(Trade trade) {
    return text.text(trade);
  }

  /** Does what a request says, and answers it. */
  void handle(String request) {
    Matcher method = METHOD.matcher(request);
    if (!request.startsWith("{") || !method.find()) {
      refuse(request, 3, "Invalid JSON: expected value at line 1 column 1");
      return;
    }
    String requestId = id(request);
    String[] names = params(request);
    switch (method.group(1)) {
      case "SUBSCRIBE" -> {
        acknowledge(requestId);
        addStreams(names);
      }
      case "UNSUBSCRIBE" -> {
        acknowledge(requestId);
        Arrays.asList(names).forEach(streams::remove);
      }
      case "LIST_SUBSCRIPTIONS" -> answer("{\"result\":" + list() + ",\"id\":" + requestId + "}");
      default -> refuse(request, 2, "Invalid request: unknown variant `" + method.group(1) + "`");
    }
  }

  /** Refuses a request. */
  void refuse(String request, int code, String message) {
    String quoted = message.replace("\"", "\\\"");
    answer("{\"code\":" + code + ",\"msg\":\"" + quoted + "\",\"id\":" + id(request) + "}");
  }

  /** Says that the venue will close this connection. */
  void announceShutdown(long nowMs) {
    String event = "{\"e\":\"serverShutdown\",\"E\":" + nowMs + "}";
    answer(combined ? "{\"stream\":\"!serverShutdown\",\"data\":" + event + "}" : event);
  }

  /** Pings it; false if it has owed a pong for longer than it may. */
  boolean ping(String payload, long nowNanos, long pongWithinNanos) {
    if (!awaitedPong.isEmpty()) {
      return nowNanos - pingedAtNanos <= pongWithinNanos;
    }
    awaitedPong = payload;
    pingedAtNanos = nowNanos;
    peer.sendOrCut(
        Frames.frame(Frames.PING, payload.getBytes(StandardCharsets.US_ASCII)),
        payload.length() + 2);
    return true;
  }

  /** Only a pong that repeats the ping counts, as at the venue. */
  void pong(byte[] payload) {
    if (awaitedPong.equals(new String(payload, StandardCharsets.ISO_8859_1))) {
      awaitedPong = "";
    }
  }

  private void acknowledge(String requestId) {
    answer("{\"result\":null,\"id\":" + requestId + "}");
  }

  private void answer(String text) {
    peer.send(Frames.text(text));
  }

  private static String id(String request) {
    Matcher id = ID.matcher(request);
    return id.find() ? id.group(1) : "null";
  }

  private void addStreams(String[] names) {
    streams.addAll(List.of(names));
  }

  private String list() {
    return streams.stream().map(s -> '"' + s + '"').collect(Collectors.joining(",", "[", "]"));
  }

  private static String[] params(String request) {
    Matcher params = PARAMS.matcher(request);
    String list = params.find() ? params.group(1) : "";
    return Arrays.stream(list.split(","))
        .map(name -> name.replace('"', ' ').strip())
        .filter(name -> !name.isEmpty())
        .toArray(String[]::new);
  }
}
