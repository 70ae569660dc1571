package btcfeed.simulator;

import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Binance: streams, raw or combined, and pages by id, oldest first. */
final class BinanceProtocol implements VenueProtocol {
  private static final Profile PROFILE =
      Profile.counting("binance", "/ws", "BTC-USDT", false, HeartbeatPolicy.PINGS)
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
  public ClientSession talk(RequestHead request, ExchangeView hall) {
    return new BinanceSession(request, hall);
  }

  @Override
  public HistoryPage page(Query query, ExchangeView hall) {
    if (!query.path().equals("/api/v3/historicalTrades")) {
      return HistoryPage.failed(404, "{}");
    }
    Optional<Symbol> symbol = SymbolSpelling.JOINED.read(query.text("symbol"), hall.symbols());
    if (symbol.isEmpty()) {
      return HistoryPage.failed(400, Templates.json("{'code':-1121,'msg':'Invalid symbol.'}"));
    }
    int limit = query.limit("limit", ROWS, MAX_ROWS);
    List<Trade> tape = hall.tape(symbol.get());
    List<Trade> rows =
        query
            .number("fromId")
            .map(from -> PastTrades.first(tape, limit, trade -> PastTrades.number(trade) >= from))
            .orElseGet(() -> PastTrades.last(tape, limit, _ -> true).reversed());
    return HistoryPage.of("[" + Templates.list(rows, BinanceProtocol::row) + "]");
  }

  @Override
  public String sorry(int status) {
    return Templates.json(
        switch (status) {
          case 418, 429 -> "{'code':-1003,'msg':'Too many requests; please use the websocket.'}";
          case 451 -> "{'code':0,'msg':'Service unavailable from a restricted location.'}";
          default -> "{'code':-1000,'msg':'An unknown error occurred.'}";
        });
  }

  private static String row(Trade trade) {
    return Templates.json(
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
