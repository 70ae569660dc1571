package btcfeed.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A WebSocket client that follows the stream. */
final class SocketClient implements WebSocket.Listener, AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Message> messages = new CopyOnWriteArrayList<>();
  private final List<String> pongs = new CopyOnWriteArrayList<>();
  private final StringBuilder partial = new StringBuilder();
  private final WebSocket socket;
  private final AtomicInteger pings = new AtomicInteger();
  private volatile Optional<Closed> closed = Optional.empty();

  /** One received event. */
  record Message(String event, String id, JsonNode data) {}

  /** The server's close frame; code 0 if it closed without one. */
  record Closed(int code, String reason) {}

  SocketClient(int port, String query) {
    socket =
        http.newWebSocketBuilder()
            .buildAsync(URI.create("ws://127.0.0.1:" + port + "/api/v1/ws" + query), this)
            .join();
  }

  /** Returns when the text is sent or cannot be sent. */
  void send(String text) {
    await(socket.sendText(text, true));
  }

  void ping(String text) {
    await(socket.sendPing(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
  }

  void sendClose() {
    await(socket.sendClose(WebSocket.NORMAL_CLOSURE, "enough"));
  }

  private void await(CompletableFuture<WebSocket> sent) {
    // The test checks the server's reaction instead of this result.
    sent.exceptionally(_ -> socket).join();
  }

  List<Message> messages(String event) {
    return messages.stream().filter(message -> message.event().equals(event)).toList();
  }

  List<String> ids(String event) {
    return messages(event).stream().map(Message::id).toList();
  }

  /** The position from which it would resume. */
  String lastId() {
    return messages.getLast().id();
  }

  List<String> pongs() {
    return pongs;
  }

  int pings() {
    return pings.get();
  }

  Optional<Closed> closed() {
    return closed;
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    partial.append(data);
    if (last) {
      JsonNode json = TestServer.parse(partial.toString());
      partial.setLength(0);
      messages.add(
          new Message(json.get("event").asText(), json.get("id").asText(), json.path("data")));
    }
    return WebSocket.Listener.super.onText(from, data, last);
  }

  @Override
  public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
    pings.incrementAndGet();
    return WebSocket.Listener.super.onPing(from, message);
  }

  @Override
  public CompletionStage<?> onPong(WebSocket from, ByteBuffer message) {
    byte[] payload = new byte[message.remaining()];
    message.get(payload);
    pongs.add(new String(payload, StandardCharsets.UTF_8));
    return WebSocket.Listener.super.onPong(from, message);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed = Optional.of(new Closed(code, reason));
    return WebSocket.Listener.super.onClose(from, code, reason);
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed = Optional.of(new Closed(0, "disconnected"));
  }

  @Override
  public void close() {
    socket.abort();
    http.shutdownNow();
  }
}
