package btcfeed.exchange.kucoin;

import btcfeed.domain.market.Trade;
import btcfeed.domain.port.HistoryPort.Answer;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.exchange.history.HistoryCodec;
import btcfeed.exchange.history.Paging;
import btcfeed.exchange.history.Row;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/**
 * KuCoin: {@code histories}, the last hundred, and nothing older.
 *
 * <p>Its rows have no trade id but a {@code sequence}. Since 2022 the line says the same number
 * twice, as {@code sequence} and as {@code tradeId}; before, sequences had 13 digits and ids were
 * no numbers. A page with numbers that short names its trades otherwise than the line does, and is
 * not used: each of its trades would count a second time.
 */
public final class KucoinHistory implements HistoryCodec {
  private static final int MAX_ROWS = 100;
  private static final int SHORTEST_ID = 15;
  private static final String OK = "200000";
  private static final Duration AFTER_NO = Duration.ofSeconds(5);

  @Override
  public String base() {
    return "https://api.kucoin.com";
  }

  @Override
  public Duration spacing() {
    return Duration.ofMillis(200);
  }

  @Override
  public Request request(Wanted wanted) {
    return wanted.cursor().isEmpty()
        ? new Request.Get("/api/v1/market/histories?symbol=" + wanted.market().symbol())
        : new Request.Impossible("it gives the last " + MAX_ROWS + " trades and nothing older");
  }

  @Override
  public Answer read(Wanted wanted, JsonNode body) {
    if (!body.path("code").asText().equals(OK)) {
      return new Answer.Later(body.path("msg").asText("no reason given"), AFTER_NO);
    }
    List<Trade> trades =
        Row.all(
            body.path("data"),
            row ->
                Row.trade(
                    wanted.market(),
                    row.text("sequence"),
                    row.text("price"),
                    row.text("size"),
                    Row.side(row.text("side"), "buy", "sell"),
                    Row.micros(row.text("time"), 9)));
    return trades.stream().allMatch(trade -> trade.id().text().length() >= SHORTEST_ID)
        ? Paging.newestOnly(wanted, trades, MAX_ROWS)
        : new Answer.Never("its history numbers trades otherwise than its line");
  }
}
