package com.example.sink;

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
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads the lines of a file with another library than the sink writes them with. */
final class ReadLine {
  private static final ObjectMapper JSON = new ObjectMapper();

  private ReadLine() {}

  static SinkRecord record(String line) {
    try {
      JsonNode fields = JSON.readTree(line);
      JournalId id = JournalId.parse(fields.get("id").asText());
      Market market =
          new Market(
              new Venue(fields.get("venue").asText()), Symbol.parse(fields.get("symbol").asText()));
      return fields.has("gap")
          ? new SinkRecord.GapChange(id, market, gap(fields))
          : new SinkRecord.Tick(id, tick(market, fields));
    } catch (JsonProcessingException e) {
      throw new AssertionError(line, e);
    }
  }

  private static PriceTick tick(Market market, JsonNode fields) {
    Trade trade =
        new Trade(
            market,
            TradeId.of(fields.get("tradeId").asText()),
            Price.parse(fields.get("price").asText()),
            Quantity.parse(fields.get("quantity").asText()),
            Side.parse(fields.get("side").asText()),
            fields.get("exchangeTimeUs").asLong());
    return new PriceTick(
        trade, fields.get("receiveTimeUs").asLong(), Origin.parse(fields.get("origin").asText()));
  }

  private static Gap gap(JsonNode fields) {
    long sinceUs = fields.get("sinceUs").asLong();
    long untilUs = fields.get("untilUs").asLong();
    Gap.State state = Gap.State.parse(fields.get("gap").asText());
    long trades = fields.get("trades").asLong();
    return fields.has("fromId")
        ? new Gap(
            fields.get("fromId").asLong(),
            fields.get("toId").asLong(),
            sinceUs,
            untilUs,
            state,
            trades)
        : Gap.ofTime(sinceUs, untilUs, state, trades);
  }
}
