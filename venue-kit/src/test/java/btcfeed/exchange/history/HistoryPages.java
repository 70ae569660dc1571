package btcfeed.exchange.history;

import btcfeed.venuekit.HistorySamples;
import btcfeed.venuekit.HistorySamples.Time;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How each built-in venue writes a history page. */
final class HistoryPages {
  private static final Map<String, HistorySamples> ALL =
      new TreeMap<>(
          Map.ofEntries(
              array(
                  "binance",
                  "{'id':ID,'price':PRICE,'qty':QUANTITY,'quoteQty':'9','time':TIME,"
                      + "'isBuyerMaker':true,'isBestMatch':true}",
                  Time.MILLIS,
                  true),
              array("bitfinex", "[ID,TIME,QUANTITY,PRICE]", Time.MILLIS, false),
              object(
                  "bitget",
                  "{'code':'00000','msg':'success','requestTime':1,'data':[ROWS]}",
                  "{'symbol':'BTCUSDT','tradeId':ID,'side':'Buy','price':PRICE,'size':QUANTITY,"
                      + "'ts':TIME}",
                  Time.MILLIS,
                  false),
              array(
                  "bitstamp",
                  "{'date':TIME,'tid':ID,'price':PRICE,'amount':QUANTITY,'type':'1'}",
                  Time.SECONDS,
                  false),
              array(
                  "bitvavo",
                  "{'id':ID,'timestamp':TIME,'amount':QUANTITY,'price':PRICE,'side':'buy'}",
                  Time.MILLIS,
                  false),
              object(
                  "bybit",
                  "{'retCode':0,'retMsg':'OK','result':{'category':'spot','list':[ROWS]},"
                      + "'retExtInfo':{},'time':1}",
                  "{'execId':ID,'symbol':'BTCUSDT','price':PRICE,'size':QUANTITY,'side':'Buy',"
                      + "'time':TIME,'isBlockTrade':false}",
                  Time.MILLIS,
                  false),
              array(
                  "coinbase",
                  "{'time':TIME,'trade_id':ID,'price':PRICE,'size':QUANTITY,'side':'buy'}",
                  Time.ISO,
                  true),
              object(
                  "cryptocom",
                  "{'id':-1,'method':'public/get-trades','code':0,'result':{'data':[ROWS]}}",
                  "{'d':ID,'t':TIME,'p':PRICE,'q':QUANTITY,'s':'BUY','i':'BTC_USDT'}",
                  Time.MILLIS,
                  false),
              array(
                  "gateio",
                  "{'id':'77','create_time':'1','create_time_ms':TIME,'side':'buy',"
                      + "'amount':QUANTITY,'price':PRICE,'sequence_id':ID}",
                  Time.MILLIS,
                  true),
              array(
                  "gemini",
                  "{'timestamp':1,'timestampms':TIME,'tid':ID,'price':PRICE,'amount':QUANTITY,"
                      + "'exchange':'gemini','type':'buy'}",
                  Time.MILLIS,
                  false),
              object(
                  "htx",
                  "{'ch':'market.btcusdt.trade.detail','status':'ok','ts':1,'data':["
                      + "{'id':1,'ts':1,'data':[ROWS]}]}",
                  "{'id':12345678901234567890123456789,'ts':TIME,'trade-id':ID,"
                      + "'amount':QUANTITY,'price':PRICE,'direction':'buy'}",
                  Time.MILLIS,
                  true),
              object(
                  "kraken",
                  "{'error':[],'result':{'XXBTZUSD':[ROWS],'last':'1 2'}}",
                  "[PRICE,QUANTITY,TIME,'b','l','',ID]",
                  Time.SECONDS,
                  true),
              object(
                  "kucoin",
                  "{'code':'200000','data':[ROWS]}",
                  "{'sequence':ID,'price':PRICE,'size':QUANTITY,'side':'buy','time':TIME}",
                  Time.NANOS,
                  true),
              object(
                  "okx",
                  "{'code':'0','msg':'','data':[ROWS]}",
                  "{'instId':'BTC-USDT','side':'buy','sz':QUANTITY,'px':PRICE,'tradeId':ID,"
                      + "'ts':TIME}",
                  Time.MILLIS,
                  true)));

  private HistoryPages() {}

  /** The venues, by name. */
  static List<String> venues() {
    return List.copyOf(ALL.keySet());
  }

  static HistorySamples of(String venue) {
    return Optional.ofNullable(ALL.get(venue)).orElseThrow();
  }

  private static Map.Entry<String, HistorySamples> array(
      String name, String row, Time time, boolean byId) {
    return object(name, "[ROWS]", row, time, byId);
  }

  private static Map.Entry<String, HistorySamples> object(
      String name, String page, String row, Time time, boolean byId) {
    return Map.entry(name, new HistorySamples(page, row, time, byId));
  }
}
