package btcfeed.simulator;

import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Binance: streams, raw or combined, and pages by id, oldest first. */
final class BinanceVoice implements Voice {
  private static final Profile PROFILE =
      Profile.counting("binance", "/ws", "BTC-USDT", false, Manners.PINGS)
          .every(Duration.ofSeconds(20), Duration.ofSeconds(60));
  private static final int ROWS = 500;
  private static final int MAX_ROWS = 1000;

  @Override
  public Profile profile() {
    return PROFILE;
  }

  @Override
  public boolean connects(String path) {
    return path.equals("/ws") || path.startsWith("/ws/") || path.equals("/stream");
  }

  @Override
  public Talk talk(Request request, Hall hall) {
    return new BinanceTalk(request, hall);
  }

  @Override
  public Page page(Query query, Hall hall) {
    if (!query.path().equals("/api/v3/historicalTrades")) {
      return Page.failed(404, "{}");
    }
    Optional<Symbol> symbol = Spelling.JOINED.read(query.text("symbol"), hall.symbols());
    if (symbol.isEmpty()) {
      return Page.failed(400, Say.json("{'code':-1121,'msg':'Invalid symbol.'}"));
    }
    int limit = query.limit("limit", ROWS, MAX_ROWS);
    List<Trade> tape = hall.tape(symbol.get());
    List<Trade> rows =
        query
            .number("fromId")
            .map(from -> Past.first(tape, limit, trade -> Past.number(trade) >= from))
            .orElseGet(() -> Past.last(tape, limit, _ -> true).reversed());
    return Page.of("[" + Say.list(rows, BinanceVoice::row) + "]");
  }

  @Override
  public String sorry(int status) {
    return Say.json(
        switch (status) {
          case 418, 429 -> "{'code':-1003,'msg':'Too many requests; please use the websocket.'}";
          case 451 -> "{'code':0,'msg':'Service unavailable from a restricted location.'}";
          default -> "{'code':-1000,'msg':'An unknown error occurred.'}";
        });
  }

  private static String row(Trade trade) {
    return Say.json(
        "{'id':%s,'price':'%s','qty':'%s','quoteQty':'%s','time':%d,"
            + "'isBuyerMaker':%b,'isBestMatch':true}",
        trade.id().text(),
        trade.price().text(),
        trade.quantity().text(),
        trade
            .price()
            .toBigDecimal()
            .multiply(trade.quantity().toBigDecimal())
            .setScale(8, RoundingMode.DOWN)
            .toPlainString(),
        trade.exchangeTimeUs() / 1000,
        trade.side() == Side.SELL);
  }
}
