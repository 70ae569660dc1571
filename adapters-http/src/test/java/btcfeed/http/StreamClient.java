package btcfeed.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A client that reads an event stream like a browser, but does not reconnect by itself. */
final class StreamClient implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final HttpResponse<InputStream> response;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private volatile String lastEventId = "";
  private volatile boolean ended;

  /** One received event. */
  record Event(String id, String name, JsonNode data) {}

  StreamClient(int port, String query, Optional<String> lastEventId) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/stream" + query));
    lastEventId.ifPresent(id -> request.header("Last-Event-ID", id));
    try {
      response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
    Thread.ofVirtual().start(this::read);
  }

  int status() {
    return response.statusCode();
  }

  /** The received events of this name, in order. */
  List<Event> events(String name) {
    return events.stream().filter(event -> event.name().equals(name)).toList();
  }

  List<String> ids(String name) {
    return events(name).stream().map(Event::id).toList();
  }

  /** The id from which a browser would resume. */
  String lastEventId() {
    return lastEventId;
  }

  /** True once the server has ended the stream. */
  boolean ended() {
    return ended;
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      List<String> block = new ArrayList<>();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.isEmpty()) {
          take(block);
          block.clear();
        } else {
          block.add(line);
        }
      }
    } catch (IOException _) {
      // The stream has ended.
    }
    ended = true;
  }

  private void take(List<String> block) {
    String name = "message";
    Optional<String> data = Optional.empty();
    for (String line : block) {
      String value = line.substring(line.indexOf(": ") + 2);
      switch (line.substring(0, line.indexOf(": "))) {
        case "id" -> lastEventId = value;
        case "event" -> name = value;
        case "data" -> data = Optional.of(value);
        default -> {}
      }
    }
    if (data.isPresent()) {
      events.add(new Event(lastEventId, name, TestServer.parse(data.get())));
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
