package btcfeed.exchange.cryptocom;

import btcfeed.domain.market.Trade;
import btcfeed.domain.port.HistoryPort.Answer;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.exchange.history.HistoryCodec;
import btcfeed.exchange.history.Paging;
import btcfeed.exchange.history.Row;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/** Crypto.com: {@code public/get-trades} between two moments, newest first. */
public final class CryptoComHistory implements HistoryCodec {
  private static final int MAX_ROWS = 150;
  private static final Duration AFTER_NO = Duration.ofSeconds(5);

  @Override
  public String base() {
    return "https://api.crypto.com";
  }

  @Override
  public Duration spacing() {
    return Duration.ofMillis(200);
  }

  @Override
  public Request request(Wanted wanted) {
    return new Request.Get(
        "/exchange/v1/public/get-trades?instrument_name="
            + wanted.market().symbol().base()
            + "_"
            + wanted.market().symbol().quote()
            + "&count="
            + MAX_ROWS
            + "&start_ts="
            + Paging.since(wanted) / 1000
            + "&end_ts="
            + (Paging.until(wanted) / 1000 + 1));
  }

  @Override
  public Answer read(Wanted wanted, JsonNode body) {
    if (body.path("code").asInt(-1) != 0) {
      return new Answer.Later(body.path("message").asText("no reason given"), AFTER_NO);
    }
    List<Trade> trades =
        Row.all(
            body.path("result").path("data"),
            row ->
                Row.trade(
                    wanted.market(),
                    row.text("d"),
                    row.text("p"),
                    row.text("q"),
                    Row.side(row.text("s"), "BUY", "SELL"),
                    Row.micros(row.text("t"), 3)));
    return Paging.towardsEarlier(wanted, trades, MAX_ROWS);
  }
}
