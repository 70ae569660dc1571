package btcfeed.sink.kafka;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sink.SinkRecord;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a consumer of committed records finds in the topics. */
final class TopicContent {
  private static final ObjectMapper JSON = new ObjectMapper();

  private TopicContent() {}

  /** Ticks and gaps; both in the order of their topics, merged by id. */
  static List<SinkRecord> read(String server, String prefix) {
    KafkaTopics topics = new KafkaTopics(prefix, 1);
    List<SinkRecord> ticks = parsed(records(server, topics.ticks()));
    List<SinkRecord> gaps = parsed(records(server, topics.gaps()));
    List<SinkRecord> all = new ArrayList<>();
    int next = 0;
    for (SinkRecord tick : ticks) {
      for (; next < gaps.size() && tick.id().isAfter(gaps.get(next).id()); next++) {
        all.add(gaps.get(next));
      }
      all.add(tick);
    }
    all.addAll(gaps.subList(next, gaps.size()));
    return all;
  }

  /** All committed records of a topic. */
  static List<ConsumerRecord<byte[], byte[]>> records(String server, String topic) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            server,
            "isolation.level",
            "read_committed",
            "allow.auto.create.topics",
            false,
            "fetch.max.wait.ms",
            50);
    try (var consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(it -> new TopicPartition(topic, it.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
      consumer
          .endOffsets(partitions)
          .forEach(
              (partition, end) -> {
                while (consumer.position(partition) < end) {
                  consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                }
              });
      return records;
    }
  }

  private static List<SinkRecord> parsed(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().map(TopicContent::parsed).toList();
  }

  private static SinkRecord parsed(ConsumerRecord<byte[], byte[]> record) {
    JsonNode json = json(record.value());
    SinkRecord parsed = json.has("trade_id") ? tick(json) : gap(json);
    require(new String(record.key(), StandardCharsets.US_ASCII), parsed.market().toString());
    require(header(record, "id"), json.get("id").textValue());
    require(header(record, "epoch"), json.get("epoch").asText());
    return parsed;
  }

  static JsonNode json(byte[] value) {
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.US_ASCII);
  }

  private static void require(String actual, String expected) {
    if (!actual.equals(expected)) {
      throw new AssertionError("found " + actual + ", and the value has " + expected);
    }
  }

  private static SinkRecord tick(JsonNode json) {
    return new SinkRecord.Tick(
        JournalId.parse(json.get("id").textValue()),
        new PriceTick(
            new Trade(
                market(json),
                TradeId.of(json.get("trade_id").textValue()),
                Price.parse(json.get("price").textValue()),
                Quantity.parse(json.get("quantity").textValue()),
                Side.parse(json.get("side").textValue()),
                json.get("exchange_time_us").longValue()),
            json.get("receive_time_us").longValue(),
            Origin.parse(json.get("origin").textValue())));
  }

  private static SinkRecord gap(JsonNode json) {
    long since = json.get("since_us").longValue();
    long until = json.get("until_us").longValue();
    Gap.State state = Gap.State.parse(json.get("state").textValue());
    long trades = json.get("trades").longValue();
    return new SinkRecord.GapChange(
        JournalId.parse(json.get("id").textValue()),
        market(json),
        json.get("from_id").isNull()
            ? Gap.ofTime(since, until, state, trades)
            : new Gap(
                Long.parseLong(json.get("from_id").textValue()),
                Long.parseLong(json.get("to_id").textValue()),
                since,
                until,
                state,
                trades));
  }

  private static Market market(JsonNode json) {
    return new Market(
        new Venue(json.get("venue").textValue()), Symbol.parse(json.get("symbol").textValue()));
  }
}
