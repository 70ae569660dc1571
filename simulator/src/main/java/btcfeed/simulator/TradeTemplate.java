package btcfeed.simulator;

import btcfeed.domain.market.Trade;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A venue's text for one trade, with named fields. Immutable, any thread.
 *
 * <p>Every venue has the fields {@code $id}, {@code $market}, {@code $base}, {@code $quote}, {@code
 * $price}, {@code $size} and the aggressor's {@code $side(buy|sell)}. The time is {@code $sec},
 * {@code $ms}, {@code $us}, {@code $ns} or {@code $iso}. A venue can add fields of its own. Single
 * quotes become double quotes, as in {@link Templates#json}.
 */
final class TradeTemplate {
  private static final Pattern FIELD =
      Pattern.compile("\\$([a-zA-Z]+)(?:\\(([^|]*)\\|([^)]*)\\))?");
  private static final Map<String, Function<Trade, String>> COMMON =
      Map.of(
          "id", trade -> trade.id().text(),
          "base", trade -> trade.market().symbol().base(),
          "quote", trade -> trade.market().symbol().quote(),
          "price", trade -> trade.price().text(),
          "size", trade -> trade.quantity().text(),
          "sec", trade -> Long.toString(PastTrades.seconds(trade)),
          "ms", trade -> Long.toString(PastTrades.millis(trade)),
          "us", trade -> Long.toString(trade.exchangeTimeUs()),
          "ns", trade -> Long.toString(trade.exchangeTimeUs() * 1000),
          "iso", trade -> Templates.iso(trade.exchangeTimeUs()));

  private final List<Function<Trade, String>> parts = new ArrayList<>();

  TradeTemplate(SymbolSpelling spelling, String json) {
    this(spelling, json, Map.of());
  }

  /**
   * Compiles a text.
   *
   * @param spelling of {@code $market}
   * @param own the venue's own fields, by name
   */
  TradeTemplate(SymbolSpelling spelling, String json, Map<String, Function<Trade, String>> own) {
    String text = json.replace('\'', '"');
    Matcher field = FIELD.matcher(text);
    int end = 0;
    while (field.find()) {
      String before = text.substring(end, field.start());
      parts.add(_ -> before);
      parts.add(value(field, spelling, own));
      end = field.end();
    }
    String rest = text.substring(end);
    parts.add(_ -> rest);
  }

  String of(Trade trade) {
    StringBuilder text = new StringBuilder();
    parts.forEach(part -> text.append(part.apply(trade)));
    return text.toString();
  }

  /** The members of a JSON array. */
  String list(List<Trade> trades) {
    return Templates.list(trades, this::of);
  }

  private static Function<Trade, String> value(
      Matcher field, SymbolSpelling spelling, Map<String, Function<Trade, String>> own) {
    String name = field.group(1);
    if (name.equals("side")) {
      String buy = field.group(2);
      String sell = field.group(3);
      return trade -> Templates.side(trade, buy, sell);
    }
    if (name.equals("market")) {
      return trade -> spelling.of(trade.market().symbol());
    }
    return Optional.ofNullable(own.get(name))
        .or(() -> Optional.ofNullable(COMMON.get(name)))
        .orElseThrow(() -> new IllegalArgumentException("a trade has no field $" + name));
  }
}
