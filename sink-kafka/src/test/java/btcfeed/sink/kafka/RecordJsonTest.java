package btcfeed.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.sink.SinkRecord;
import btcfeed.sinkkit.SinkRecords;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayName("The value of a record in Kafka")
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RecordJsonTest {
  private final RecordJson json = new RecordJson();

  @Test
  void of_a_tick_has_every_field_with_the_digits_of_the_venue() {
    assertThat(text(SinkRecords.tick(1)))
        .isEqualTo(
            "{\"id\":\"1789295134226-0\",\"epoch\":7,\"venue\":\"binance\",\"symbol\":\"BTC-USDT\","
                + "\"trade_id\":\"1\",\"price\":\"76745.01\",\"quantity\":\"0.00065000\","
                + "\"side\":\"sell\",\"exchange_time_us\":1789295134226000,"
                + "\"receive_time_us\":1789295134227500,\"origin\":\"live\"}");
  }

  @Test
  void is_what_its_schema_describes() throws IOException {
    for (SinkRecord record : SinkRecords.unusual()) {
      String schema =
          switch (record) {
            case SinkRecord.Tick _ -> "tick.schema.json";
            case SinkRecord.GapChange _ -> "gap.schema.json";
          };
      JsonNode value = TopicContent.json(json.bytes(record, 7));
      assertThat(complaints(schema(schema), value)).as(value.toString()).isEmpty();
    }
  }

  @Test
  void is_refused_by_the_schema_if_a_field_is_missing_or_unknown_or_a_rounded_number()
      throws IOException {
    String tick = text(SinkRecords.tick(1));
    for (String wrong :
        List.of(
            tick.replace("\"side\"", "\"page\""),
            tick.replace("\"76745.01\"", "76745.01"),
            tick.replace("\"76745.01\"", "\"7.6e4\""),
            tick.replace("\"sell\"", "\"short\""))) {
      JsonNode value = TopicContent.json(wrong.getBytes(StandardCharsets.US_ASCII));
      assertThat(complaints(schema("tick.schema.json"), value)).as(wrong).isNotEmpty();
    }
  }

  private String text(SinkRecord record) {
    return new String(json.bytes(record, 7), StandardCharsets.US_ASCII);
  }

  private static JsonNode schema(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(RecordJson.class.getResourceAsStream(name))) {
      return TopicContent.json(in.readAllBytes());
    }
  }

  /** The part of JSON Schema that our schemas use. */
  private static List<String> complaints(JsonNode schema, JsonNode value) {
    List<String> complaints = new ArrayList<>();
    schema
        .get("required")
        .forEach(
            name -> {
              if (!value.has(name.textValue())) {
                complaints.add("missing: " + name);
              }
            });
    for (Iterator<String> names = value.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      JsonNode expected = schema.get("properties").path(name);
      if (!fits(expected, value.get(name))) {
        complaints.add("unexpected: " + name);
      }
    }
    return complaints;
  }

  private static boolean fits(JsonNode expected, JsonNode value) {
    String type = value.isTextual() ? "string" : value.isNull() ? "null" : "integer";
    boolean good = expected.path("type").toString().contains('"' + type + '"');
    good &= !value.isNumber() || value.isIntegralNumber();
    if (value.isTextual() && expected.has("pattern")) {
      good &= value.textValue().matches(expected.get("pattern").textValue());
    }
    if (expected.has("enum")) {
      good &= expected.get("enum").toString().contains(value.toString());
    }
    return good;
  }
}
