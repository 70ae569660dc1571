package btcfeed.exchange.venue;

import btcfeed.exchange.codec.ConnectToken;
import btcfeed.exchange.codec.Subscription;
import btcfeed.exchange.json.ByteDictionary;
import btcfeed.exchange.json.CursorToken;
import btcfeed.exchange.json.JsonCursor;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * KuCoin's token for one connection. The response also names the address to connect to, and how
 * often to ping there: between one second and a minute. A response that came over TLS never leads
 * to an address without TLS.
 *
 * @param base the REST interface
 * @param subscription what to send once connected
 * @param endpoint an address that replaces the one in the response
 */
record KucoinToken(URI base, Subscription subscription, Optional<URI> endpoint)
    implements ConnectToken {
  private static final String PATH = "/api/v1/bullet-public";
  private static final int MAX_TOKEN_BYTES = 4096;

  private static final ByteDictionary<BiConsumer<Content, JsonCursor>> MEMBERS =
      new ByteDictionary<>(
          Map.of(
              "data", Content::value,
              "instanceServers", Content::value,
              "token", Content::token,
              "endpoint", Content::endpoint,
              "pingInterval", Content::pingInterval),
          (_, _) -> {});

  @Override
  public URI request() {
    String text = base.toString();
    return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + PATH);
  }

  @Override
  public Optional<Subscription> read(byte[] response) {
    Content content = new Content();
    JsonCursor json = new JsonCursor();
    json.begin(response, response.length);
    json.next();
    content.value(json);
    return json.next() == CursorToken.END && !content.token.isEmpty()
        ? endpoint.or(() -> address(content.endpoint)).map(uri -> connect(uri, content))
        : Optional.empty();
  }

  private Subscription connect(URI uri, Content content) {
    String address = uri.toString();
    String token = URLEncoder.encode(content.token, StandardCharsets.UTF_8);
    return subscription.at(
        URI.create(
            address
                + (address.contains("?") ? "&" : "?")
                + "token="
                + token
                + "&connectId=btcfeed"),
        Duration.ofMillis(Math.clamp(content.pingMs, 1_000, 60_000)));
  }

  private Optional<URI> address(String text) {
    boolean secure = "https".equalsIgnoreCase(base.getScheme());
    try {
      URI uri = URI.create(text);
      Subscription.requireWebSocket(uri);
      return Optional.of(uri).filter(it -> !secure || "wss".equalsIgnoreCase(it.getScheme()));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  /** The content of a response; of several servers the last. */
  private static final class Content {
    private String token = "";
    private String endpoint = "";
    private long pingMs = 18_000;

    private void value(JsonCursor json) {
      if (json.token() == CursorToken.BEGIN_OBJECT) {
        while (json.member()) {
          json.key(MEMBERS).accept(this, json);
          json.skip();
        }
      } else if (json.token() == CursorToken.BEGIN_ARRAY) {
        while (json.next() == CursorToken.BEGIN_OBJECT) {
          value(json);
        }
      }
    }

    private void token(JsonCursor json) {
      token = text(json);
    }

    private void endpoint(JsonCursor json) {
      endpoint = text(json);
    }

    private void pingInterval(JsonCursor json) {
      if (json.readDecimal() && json.scale() == 0) {
        pingMs = json.unscaled();
      }
    }

    private static String text(JsonCursor json) {
      return json.token() == CursorToken.STRING ? json.text(MAX_TOKEN_BYTES) : "";
    }
  }
}
