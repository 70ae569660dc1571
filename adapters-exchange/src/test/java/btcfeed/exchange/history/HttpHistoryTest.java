package btcfeed.exchange.history;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.HistoryPort.Answer;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.exchange.SystemClock;
import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A history that can be asked for at two addresses")
class HttpHistoryTest {
  private static final Wanted WANTED =
      new Wanted.Times(new Market(new Venue("here"), Symbol.parse("BTC-USD")), 1, 2, "");

  private final List<HttpServer> servers = new ArrayList<>();
  private final List<String> asked = new ArrayList<>();
  private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
  private String front = "";
  private String back = "";
  private HttpHistory history = new HttpHistory(codec(), Optional.empty());

  @BeforeEach
  void start() throws IOException {
    front = serve("front");
    back = serve("back");
    history = new HttpHistory(codec(), Optional.empty());
  }

  @AfterEach
  void stop() {
    history.close();
    servers.forEach(server -> server.stop(0));
  }

  @Test
  @DisplayName("goes on at the other one where it is not served, and stays there")
  void notServedHere() {
    statuses.put("front", 451);

    assertThat(history.fetch(WANTED))
        .isInstanceOfSatisfying(
            Answer.Later.class, later -> assertThat(later.in()).isEqualTo(Duration.ZERO));
    assertThat(history.fetch(WANTED)).isInstanceOf(Answer.Page.class);
    assertThat(history.fetch(WANTED)).isInstanceOf(Answer.Page.class);
    assertThat(asked).containsExactly("front", "back", "back");
  }

  @Test
  @DisplayName("says never only when neither serves us")
  void nowhere() {
    statuses.put("front", 451);
    statuses.put("back", 451);

    assertThat(history.fetch(WANTED)).isInstanceOf(Answer.Later.class);
    assertThat(history.fetch(WANTED)).isInstanceOf(Answer.Never.class);
  }

  @Test
  @DisplayName("goes on at the other one where nobody answers")
  void unreachable() {
    servers.getFirst().stop(0);

    assertThat(history.fetch(WANTED)).isInstanceOf(Answer.Later.class);
    assertThat(history.fetch(WANTED)).isInstanceOf(Answer.Page.class);
  }

  @Test
  @DisplayName("waits where it is told to slow down, in seconds or until a moment, and stays there")
  void slowDown() {
    statuses.put("front", 429);
    for (int i = 0; i < 2; i++) {
      assertThat(history.fetch(WANTED))
          .isInstanceOfSatisfying(
              Answer.Later.class, later -> assertThat(later.in().toSeconds()).isBetween(60L, 90L));
    }
    assertThat(asked).containsExactly("front", "front");
  }

  private String serve(String name) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    servers.add(server);
    server.createContext(
        "/",
        exchange -> {
          asked.add(name);
          int status = statuses.getOrDefault(name, 200);
          if (status == 429) {
            boolean moment = asked.size() > 1;
            exchange.getResponseHeaders().set("Retry-After", moment ? inNinetySeconds() : "90");
          }
          exchange.sendResponseHeaders(status, 2);
          exchange.getResponseBody().write(new byte[] {'[', ']'});
          exchange.close();
        });
    server.start();
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static String inNinetySeconds() {
    long nowMs = new SystemClock().wallUs() / 1_000;
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(
        Instant.ofEpochMilli(nowMs + 90_000).atOffset(ZoneOffset.UTC));
  }

  private HistoryCodec codec() {
    return new HistoryCodec() {
      @Override
      public String base() {
        return front;
      }

      @Override
      public List<String> elsewhere() {
        return List.of(back);
      }

      @Override
      public Duration spacing() {
        return Duration.ZERO;
      }

      @Override
      public Request request(Wanted wanted) {
        return new Request.Get("/trades");
      }

      @Override
      public Answer read(Wanted wanted, JsonNode body) {
        return Paging.only(List.of());
      }
    };
  }
}
