package btcfeed.simulator;

import btcfeed.domain.market.Side;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.util.List;

/**
 * MEXC spot v3: trades as Protocol Buffers in binary frames, answers as text, and ids that are
 * names. History pages by time, oldest first, without ids.
 */
final class MexcProtocol extends VenueProtocol {
  private static final String CHANNEL = "spot@public.aggre.deals.v3.api.pb@100ms@";

  // Fields of the enclosing message.
  private static final int CHANNEL_FIELD = 1;
  private static final int SYMBOL_FIELD = 3;
  private static final int SENT_FIELD = 6;
  private static final int DEALS_FIELD = 314;

  MexcProtocol() {
    super("mexc", "/ws", "BTC-USDT", SymbolSpelling.JOINED);
    sharedIds(731_901_896_985_399_296L);
    pings(ping -> ping.is("method", "PING"), "{'id':0,'code':0,'msg':'PONG'}");
    channels(CHANNEL + "$market", request -> request.list("params"));
    unknown(0, "Blocked!");
    answer("{'id':0,'code':0,'msg':'$channel'}");
    refusal(
        "{'id':0,'code':0,'msg':'Not Subscribed successfully! [$channel].  Reason\uff1a $reason"
            + " '}");
    rows("");
    history("/api/v3/aggTrades?symbol={market}")
        .limit("limit", 500, 1000)
        .selection(
            (past, request) ->
                past.oldest(request.between("startTime", "endTime", PastTrades::millis)))
        .row(
            "{'a':null,'f':null,'l':null,'p':'$price','q':'$size','T':$ms,"
                + "'m':$side(false|true),'M':true}")
        .unknown(404, "{'code':404,'msg':'Not Found'}")
        .unknownMarket(400, "{'code':-1121,'msg':'Invalid symbol.'}")
        .refusals("{'code':429,'msg':'Too many requests'}", "{'code':500,'msg':'Internal error'}");
  }

  @Override
  protected TradeId id(long number) {
    return TradeId.of("%dX0_%dX0".formatted(number, number + 1));
  }

  @Override
  protected void trades(List<Trade> trades, ClientSession session) {
    for (List<Trade> batch : batches(trades)) {
      String name = spelling().of(batch.getFirst().market().symbol());
      Protobuf deals = new Protobuf();
      batch.forEach(trade -> deals.message(1, deal(trade)));
      session.message(
          Frames.BINARY,
          new Protobuf()
              .text(CHANNEL_FIELD, CHANNEL + name)
              .text(SYMBOL_FIELD, name)
              .number(SENT_FIELD, session.markets().wallMs())
              .message(DEALS_FIELD, deals)
              .toBytes());
    }
  }

  private static Protobuf deal(Trade trade) {
    return new Protobuf()
        .text(1, trade.price().text())
        .text(2, trade.quantity().text())
        .number(3, trade.side() == Side.BUY ? 1 : 2)
        .number(4, PastTrades.millis(trade))
        .text(5, trade.id().text());
  }
}
