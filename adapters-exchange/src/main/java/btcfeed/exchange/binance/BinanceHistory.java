package btcfeed.exchange.binance;

import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.port.HistoryPort.Answer;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.exchange.history.HistoryCodec;
import btcfeed.exchange.history.Paging;
import btcfeed.exchange.history.Row;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;

/** Binance: {@code historicalTrades}, by id, oldest first. */
public final class BinanceHistory implements HistoryCodec {
  private static final int MAX_ROWS = 1000;

  @Override
  public String base() {
    return "https://data-api.binance.vision";
  }

  @Override
  public List<String> elsewhere() {
    return List.of("https://api.binance.com");
  }

  @Override
  public Duration spacing() {
    return Duration.ofMillis(500);
  }

  // A request weighs 25 and an address has 6,000 a minute: with 120 a minute and these 3,500 at
  // most.
  @Override
  public int burst() {
    return 20;
  }

  @Override
  public Request request(Wanted wanted) {
    return switch (wanted) {
      case Wanted.Ids ids ->
          new Request.Get(
              "/api/v3/historicalTrades?symbol="
                  + spelled(ids.market().symbol())
                  + "&fromId="
                  + ids.fromId()
                  + "&limit="
                  + MAX_ROWS);
      case Wanted.Times _ -> new Request.Impossible("is asked by id only");
    };
  }

  @Override
  public Answer read(Wanted wanted, JsonNode body) {
    List<Trade> trades =
        Row.all(
            body,
            row ->
                Row.trade(
                    wanted.market(),
                    row.text("id"),
                    row.text("price"),
                    row.text("qty"),
                    row.flag("isBuyerMaker") ? Side.SELL : Side.BUY,
                    Row.micros(row.text("time"), 3)));
    return wanted instanceof Wanted.Ids ids
        ? Paging.towardsNewer(ids, trades)
        : Paging.only(trades);
  }

  private static String spelled(Symbol symbol) {
    return symbol.base() + symbol.quote();
  }
}
