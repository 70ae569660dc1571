package btcfeed.exchange.history;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * One trade of a page, an object or an array, its members asked for by name or place. Whatever is
 * missing or of the wrong kind is an {@code IllegalArgumentException}.
 */
public record Row(JsonNode node) {
  private static final Comparator<Trade> OLDEST_FIRST =
      Comparator.comparingLong(Trade::exchangeTimeUs)
          .thenComparingLong(
              trade -> trade.id() instanceof TradeId.Numbered(long number) ? number : 0);

  /** The trades of an array of rows, in the order of the venue's time, then of their ids. */
  public static List<Trade> all(JsonNode array, Function<Row, Trade> trade) {
    if (!array.isArray()) {
      throw new IllegalArgumentException("no array of trades");
    }
    List<Trade> trades = new ArrayList<>(array.size());
    array.forEach(row -> trades.add(trade.apply(new Row(row))));
    return oldestFirst(trades);
  }

  /** In the order of the venue's time, then of their ids. */
  public static List<Trade> oldestFirst(List<Trade> trades) {
    return trades.stream().sorted(OLDEST_FIRST).toList();
  }

  /** A member's text; numbers as they were written. */
  public String text(String name) {
    return text(node.path(name), name);
  }

  /** The text at a place. */
  public String text(int place) {
    return text(node.path(place), "member " + place);
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String name) {
    if (!node.path(name).isBoolean()) {
      throw new IllegalArgumentException("no true or false at " + name);
    }
    return node.path(name).booleanValue();
  }

  /** Buy or sell, by the venue's words. */
  public static Side side(String word, String buy, String sell) {
    if (word.equalsIgnoreCase(buy)) {
      return Side.BUY;
    }
    return word.equalsIgnoreCase(sell) ? Side.SELL : Side.UNKNOWN;
  }

  /** Unix time in seconds, times ten to the {@code -decimals}, as microseconds. */
  public static long micros(String number, int decimals) {
    try {
      return new BigDecimal(number)
          .movePointRight(6 - decimals)
          .setScale(0, RoundingMode.FLOOR)
          .longValueExact();
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("no time: " + number, e);
    }
  }

  /** {@code 2026-09-02T07:44:10.104422Z} as microseconds. */
  public static long isoMicros(String text) {
    try {
      return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(text));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("no time: " + text, e);
    }
  }

  /** A trade. */
  public static Trade trade(
      Market market, String id, String price, String quantity, Side side, long timeUs) {
    return new Trade(
        market, TradeId.of(id), Price.parse(price), Quantity.parse(quantity), side, timeUs);
  }

  private static String text(JsonNode value, String where) {
    if (value.isTextual()) {
      return value.textValue();
    }
    if (value.isNumber()) {
      return value.decimalValue().toPlainString();
    }
    throw new IllegalArgumentException("no text or number at " + where);
  }
}
