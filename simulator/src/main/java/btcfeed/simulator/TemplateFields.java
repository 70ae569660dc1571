package btcfeed.simulator;

import btcfeed.domain.market.Side;
import btcfeed.domain.market.Trade;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The fields in the texts of a venue.
 *
 * <p>A trade has {@code $id}, {@code $market}, {@code $base}, {@code $quote}, {@code $price},
 * {@code $size} and the aggressor's {@code $side(buy|sell)}. Its time is {@code $sec}, {@code $ms},
 * {@code $us}, {@code $ns} or {@code $iso}.
 *
 * <p>A message has the fields of its last trade, and all {@code $subscriptions} of the client. An
 * answer has the request's id as {@code $request} and its {@code $channel}; a refusal also has
 * {@code $code} and {@code $reason}. Several trades are {@code $rows} or, newest first, {@code
 * $newest}. The present time is {@code $now} in milliseconds, {@code $nowSec}, {@code $nowIso} or
 * {@code $nowNs}.
 */
public final class TemplateFields {
  private final Map<String, Function<Trade, Object>> ofTrade = new HashMap<>();
  private final Map<String, Function<VenueMessage, Object>> ofMessage = new HashMap<>();

  TemplateFields(SymbolSpelling spelling) {
    trade("id", trade -> trade.id().text());
    trade("market", trade -> spelling.of(trade.market().symbol()));
    trade("base", trade -> trade.market().symbol().base());
    trade("quote", trade -> trade.market().symbol().quote());
    trade("price", trade -> trade.price().text());
    trade("size", trade -> trade.quantity().text());
    trade("sec", trade -> PastTrades.seconds(trade));
    trade("ms", trade -> PastTrades.millis(trade));
    trade("us", trade -> trade.exchangeTimeUs());
    trade("ns", trade -> trade.exchangeTimeUs() * 1000);
    trade("iso", trade -> Templates.iso(trade.exchangeTimeUs()));
    message("request", message -> message.request().id());
    message("channel", VenueMessage::channel);
    message("code", message -> message.code());
    message("reason", message -> message.reason().replace("\"", "\\\""));
    message(
        "subscriptions",
        message ->
            Templates.list(
                message.session().subscriptions(), it -> Templates.quoted(spelling.of(it))));
    message("now", message -> message.session().markets().wallMs());
    message("nowSec", message -> message.session().markets().wallMs() / 1000);
    message("nowIso", message -> Templates.iso(message.session().markets().wallUs()));
    message("nowNs", message -> Templates.isoNanos(message.session().markets().wallUs()));
  }

  /** Adds a field of trades, or replaces one. */
  public void trade(String name, Function<Trade, Object> value) {
    ofTrade.put(name, value);
  }

  /** Adds a field of messages, or replaces one. */
  public void message(String name, Function<VenueMessage, Object> value) {
    ofMessage.put(name, value);
  }

  void rows(TextTemplate<Trade> row) {
    message("rows", message -> row.list(message.trades()));
    message("newest", message -> row.list(message.trades().reversed()));
  }

  Function<Trade, Object> ofTrade(String name, String choice) {
    if (name.equals("side")) {
      String[] sides = choice.split("\\|", -1);
      return trade -> trade.side() == Side.BUY ? sides[0] : sides[1];
    }
    return Optional.ofNullable(ofTrade.get(name))
        .orElseThrow(() -> new IllegalArgumentException("a text has no field $" + name));
  }

  Function<VenueMessage, Object> ofMessage(String name, String choice) {
    return Optional.ofNullable(ofMessage.get(name))
        .orElseGet(
            () -> {
              Function<Trade, Object> field = ofTrade(name, choice);
              return message -> field.apply(message.trades().getLast());
            });
  }
}
