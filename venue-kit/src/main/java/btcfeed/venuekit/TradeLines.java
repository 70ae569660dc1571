package btcfeed.venuekit;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Trade;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Trades as lines of text, for comparisons. */
public final class TradeLines {
  private TradeLines() {}

  public static String line(Trade trade) {
    return trade.market()
        + " "
        + trade.id().text()
        + " "
        + trade.price().text()
        + " "
        + trade.quantity().text()
        + " "
        + trade.side().text()
        + " "
        + trade.exchangeTimeUs();
  }

  static String plainLine(Trade trade) {
    return String.join(
        " ",
        trade.market().toString(),
        trade.id().text(),
        plain(trade.price().text()),
        plain(trade.quantity().text()),
        trade.side().text(),
        Long.toString(trade.exchangeTimeUs()));
  }

  static String expectedLine(String expectation) {
    return String.join(
        " ",
        field(expectation, "venue") + ":" + field(expectation, "symbol"),
        field(expectation, "tradeId"),
        plain(field(expectation, "price")),
        plain(field(expectation, "qty")),
        field(expectation, "side").toLowerCase(Locale.ROOT),
        field(expectation, "timeMicros"));
  }

  static String plain(String decimal) {
    return new BigDecimal(decimal).stripTrailingZeros().toPlainString();
  }

  static String field(String json, String name) {
    Matcher value = Pattern.compile("\"" + name + "\":\"?([^\",}]*)").matcher(json);
    assertThat(value.find()).as("%s in %s", name, json).isTrue();
    return value.group(1);
  }
}
