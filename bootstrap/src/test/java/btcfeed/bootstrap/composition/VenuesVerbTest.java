package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.bootstrap.cli.Cli;
import btcfeed.exchange.Venues;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The verb venues")
class VenuesVerbTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  @DisplayName("lists every venue with its ids and repair, and marks the chosen ones")
  void table() {
    String table = run(Map.of("EXCHANGE", "kraken"), "venues");

    assertThat(table).contains(Venues.builtIn().names());
    assertThat(table.lines().filter(line -> line.startsWith("  *")))
        .singleElement()
        .asString()
        .matches(
            "  \\* kraken +BTC-USD,BTC-USDT +sequential +by time +2  wss://ws\\.kraken\\.com/v2");
    assertThat(table.lines().filter(line -> line.contains("bybit")))
        .singleElement()
        .asString()
        .contains("BTC-USDT", "opaque", "last 60");
  }

  @Test
  @DisplayName("shows what is repaired, what could be, and the alternative addresses")
  void asked() {
    String table =
        run(
            Map.of(
                "WEBSOCKET_URL_OKX", "wss://127.0.0.1:7/in",
                "WEBSOCKET_URL_HTX", "wss://127.0.0.1:8/in",
                "REST_URL_HTX", "https://127.0.0.1:9"),
            "venues");

    assertThat(line(table, "okx")).contains("(by id)");
    assertThat(line(table, "htx")).contains(" last 2000 ").doesNotContain("else");
    assertThat(line(table, "kucoin")).contains(" last 100 ");
    assertThat(line(table, "mexc")).contains("(none)");
    assertThat(line(table, "binance"))
        .endsWith(", else stream.binance.com:443, data-stream.binance.vision");
  }

  private static String line(String table, String venue) {
    return table.lines().filter(line -> line.contains(" " + venue + " ")).findFirst().orElseThrow();
  }

  @Test
  @DisplayName("prints no secret, and the markets of each venue")
  void addresses() {
    String json =
        run(
            Map.of(
                "FEED_SYMBOLS",
                "BTC-USD",
                "WEBSOCKET_URL_KRAKEN",
                "wss://user:word@127.0.0.1:7/in?key=secret"),
            "venues",
            "--json");

    assertThat(json).contains("\"address\":\"wss://127.0.0.1:7/in\"");
    assertThat(json).doesNotContain("user", "word", "secret");
    assertThat(json).contains("{\"venue\":\"bybit\",\"chosen\":false,\"markets\":[\"BTC-USD\"],");
  }

  private String run(Map<String, String> environment, String... args) {
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    int code = Cli.run(List.of(args), environment, new WiredVerbs(new SystemClock()), print, print);
    assertThat(code).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
