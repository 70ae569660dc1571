package btcfeed.exchange.coinbase;

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
 * Coinbase Exchange: trades of a product, by id, newest first; the maker's side, as on the line.
 * The ids of Coinbase Advanced are the same.
 */
public final class CoinbaseHistory implements HistoryCodec {
  private static final int MAX_ROWS = 1000;

  @Override
  public String base() {
    return "https://api.exchange.coinbase.com";
  }

  @Override
  public Duration spacing() {
    // Ten a second from an address; Coinbase Advanced asks here too.
    return Duration.ofMillis(250);
  }

  @Override
  public Request request(Wanted wanted) {
    return switch (wanted) {
      case Wanted.Ids ids ->
          new Request.Get(
              "/products/"
                  + ids.market().symbol()
                  + "/trades?limit="
                  + MAX_ROWS
                  + "&after="
                  + (ids.toId() + 1));
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
                    row.text("trade_id"),
                    row.text("price"),
                    row.text("size"),
                    Row.side(row.text("side"), /* buy= */ "sell", /* sell= */ "buy"),
                    Row.isoMicros(row.text("time"))));
    return wanted instanceof Wanted.Ids ids
        ? Paging.towardsOlder(ids, trades)
        : Paging.only(trades);
  }
}
