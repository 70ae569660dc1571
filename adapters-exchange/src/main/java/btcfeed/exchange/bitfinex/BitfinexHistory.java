package btcfeed.exchange.bitfinex;

import btcfeed.domain.market.Side;
import btcfeed.domain.market.Trade;
import btcfeed.domain.port.HistoryPort.Answer;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.exchange.history.HistoryCodec;
import btcfeed.exchange.history.Paging;
import btcfeed.exchange.history.Row;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/** Bitfinex: {@code trades/hist}, by time, oldest first; a negative amount was sold. */
public final class BitfinexHistory implements HistoryCodec {
  private static final int MAX_ROWS = 10_000;
  private static final Duration AFTER_NO = Duration.ofSeconds(60);

  @Override
  public String base() {
    return "https://api-pub.bitfinex.com";
  }

  @Override
  public Duration spacing() {
    return Duration.ofSeconds(4);
  }

  @Override
  public Request request(Wanted wanted) {
    return new Request.Get(
        "/v2/trades/"
            + BitfinexCodec.spelled(wanted.market().symbol())
            + "/hist?start="
            + Paging.since(wanted) / 1000
            + "&end="
            + (Paging.until(wanted) / 1000 + 1)
            + "&limit="
            + MAX_ROWS
            + "&sort=1");
  }

  @Override
  public Answer read(Wanted wanted, JsonNode body) {
    if (body.path(0).asText().equals("error")) {
      return new Answer.Later(body.path(2).asText("no reason given"), AFTER_NO);
    }
    List<Trade> trades =
        Row.all(
            body,
            row -> {
              String amount = row.text(2);
              boolean sold = amount.startsWith("-");
              return Row.trade(
                  wanted.market(),
                  row.text(0),
                  row.text(3),
                  sold ? amount.substring(1) : amount,
                  sold ? Side.SELL : Side.BUY,
                  Row.micros(row.text(1), 3));
            });
    return Paging.towardsLater(wanted, trades, MAX_ROWS);
  }
}
