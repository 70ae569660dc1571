package btcfeed.bootstrap.composition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Frames of a venue and the trades in them: recorded ones where a directory of them is there, and
 * always some written by hand.
 */
record Recording(List<String> frames, List<Expected> trades) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String EXPECTED = ".expected.jsonl";

  /** A trade as it must come out; equal numbers are equal. */
  record Expected(
      String venue,
      String symbol,
      String id,
      BigDecimal price,
      BigDecimal quantity,
      String side,
      String timeUs) {

    /** As it stands in a stream entry. */
    static Expected of(Map<String, String> tick) {
      return new Expected(
          tick.getOrDefault("venue", ""),
          tick.getOrDefault("symbol", ""),
          tick.getOrDefault("trade_id", ""),
          new BigDecimal(tick.getOrDefault("price", "0")).stripTrailingZeros(),
          new BigDecimal(tick.getOrDefault("quantity", "0")).stripTrailingZeros(),
          tick.getOrDefault("side", ""),
          tick.getOrDefault("exchange_time_us", ""));
    }

    private static Expected of(JsonNode line) {
      return new Expected(
          line.get("venue").textValue(),
          line.get("symbol").textValue(),
          line.get("tradeId").textValue(),
          new BigDecimal(line.get("price").textValue()).stripTrailingZeros(),
          new BigDecimal(line.get("qty").textValue()).stripTrailingZeros(),
          line.get("side").textValue().toLowerCase(Locale.ROOT),
          line.get("timeMicros").asText());
    }
  }

  static List<Recording> ofBinance() throws IOException {
    List<Recording> recordings = new ArrayList<>();
    recordings.add(byHand());
    Path root = Path.of(System.getProperty("project.root", "..")).toAbsolutePath().normalize();
    Path directory =
        Path.of(
                System.getProperty(
                    "captures.dir",
                    root.resolveSibling("shared").resolve("exchanges/captures").toString()))
            .resolve("binance");
    if (!Files.isDirectory(directory)) {
      System.out.println(
          "Recorded Binance frames were not tried: there are none in "
              + directory
              + " (-Dcaptures.dir=...). Those written by hand were.");
      return recordings;
    }
    try (Stream<Path> files = Files.list(directory)) {
      for (Path expected :
          files.filter(file -> file.toString().endsWith(EXPECTED)).sorted().toList()) {
        String name = expected.getFileName().toString();
        Path frames =
            expected.resolveSibling(
                name.substring(0, name.length() - EXPECTED.length()) + ".jsonl");
        recordings.add(read(Files.readAllLines(frames), Files.readAllLines(expected)));
      }
    }
    return recordings;
  }

  private static Recording byHand() throws IOException {
    return read(
        List.of(
            "{\"stream\":\"btcusdt@trade\",\"data\":{\"e\":\"trade\",\"E\":1789290000001,\"s\":\"BTCUSDT\",\"t\":41,"
                + "\"p\":\"64000.10000000\",\"q\":\"0.00065000\",\"T\":1789290000000,\"m\":false,\"M\":true}}",
            "{\"u\":1,\"s\":\"BTCUSDT\",\"b\":\"1\",\"B\":\"1\",\"a\":\"2\",\"A\":\"1\"}",
            "{\"e\":\"trade\",\"E\":1789290000102,\"s\":\"BTCUSDT\",\"t\":42,"
                + "\"p\":\"63999.99000000\",\"q\":\"1.5\",\"T\":1789290000101,\"m\":true,\"M\":true}"),
        List.of(
            "{\"venue\":\"binance\",\"symbol\":\"BTC-USDT\",\"tradeId\":\"41\",\"price\":\"64000.1\","
                + "\"qty\":\"0.00065\",\"side\":\"BUY\",\"timeMicros\":1789290000000000}",
            "{\"venue\":\"binance\",\"symbol\":\"BTC-USDT\",\"tradeId\":\"42\",\"price\":\"63999.99\","
                + "\"qty\":\"1.5\",\"side\":\"SELL\",\"timeMicros\":1789290000101000}"));
  }

  private static Recording read(List<String> frames, List<String> expected) throws IOException {
    List<Expected> trades = new ArrayList<>();
    for (String line : expected) {
      if (!line.isBlank()) {
        trades.add(Expected.of(JSON.readTree(line)));
      }
    }
    return new Recording(frames.stream().filter(line -> !line.isBlank()).toList(), trades);
  }
}
