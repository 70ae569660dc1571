package btcfeed.exchange.history;

import btcfeed.exchange.HostileInputContract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How each venue writes a history page, for tests that write pages with something wrong in them.
 *
 * @param page the page, {@code ROWS} in the place of its rows
 * @param row one row; {@code ID}, {@code PRICE}, {@code QUANTITY} and {@code TIME} are JSON values
 * @param time how the venue writes a time
 * @param byId true if it is asked by id
 */
record HistoryPages(String page, String row, Time time, boolean byId) {
  /** The id of row 0. */
  static final long FIRST_ID = 2_000_000_000_000_000L;

  /** The time of row 0; the next ones are 20 ms apart. */
  static final long FIRST_MS = 1_790_000_000_000L;

  enum Time {
    MILLIS,
    SECONDS,
    NANOS,
    ISO
  }

  private static final Map<String, HistoryPages> ALL =
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

  /** The venues, by name. */
  static List<String> venues() {
    return List.copyOf(ALL.keySet());
  }

  static HistoryPages of(String venue) {
    return Optional.ofNullable(ALL.get(venue)).orElseThrow();
  }

  private static Map.Entry<String, HistoryPages> array(
      String name, String row, Time time, boolean byId) {
    return object(name, "[ROWS]", row, time, byId);
  }

  private static Map.Entry<String, HistoryPages> object(
      String name, String page, String row, Time time, boolean byId) {
    return Map.entry(
        name, new HistoryPages(page.replace('\'', '"'), row.replace('\'', '"'), time, byId));
  }

  /** A page of these rows. */
  String page(List<String> rows) {
    return page.replace("ROWS", String.join(",", rows));
  }

  /** A good row. */
  String row(int number) {
    return with(number, "NOTHING", "");
  }

  /** The row with that number, one member of it replaced by a JSON value. */
  String with(int number, String member, String value) {
    String changed = row.replace(member, value);
    return changed
        .replace("ID", "\"" + (FIRST_ID + number) + "\"")
        .replace("PRICE", "\"90000.1\"")
        .replace("QUANTITY", "\"0.001\"")
        .replace("TIME", time(number));
  }

  /**
   * Good rows, which have even numbers, and behind each a row in which something is wrong with that
   * member.
   */
  List<String> rowsWithHostile(String member) {
    List<String> rows = new ArrayList<>();
    for (String value : HostileInputContract.values()) {
      rows.add(row(rows.size()));
      rows.add(with(rows.size(), member, value));
    }
    return rows;
  }

  private String time(int number) {
    long ms = FIRST_MS + number * 20L;
    return switch (time) {
      case MILLIS -> "" + ms;
      case SECONDS -> ms / 1000 + "." + Long.toString(1000 + ms % 1000).substring(1);
      case NANOS -> ms + "000000";
      case ISO -> "\"" + Instant.ofEpochMilli(ms) + "\"";
    };
  }
}
