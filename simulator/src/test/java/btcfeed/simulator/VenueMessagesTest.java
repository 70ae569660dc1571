package btcfeed.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.time.Clock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The messages of simulated venues, received by the JDK's own WebSocket client")
class VenueMessagesTest {
  private static final Duration TIMEOUT = Duration.ofMinutes(1);
  private static final long WALL_US = 1_770_000_000_123_456L;

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final HttpClient http = HttpClient.newHttpClient();
  private Optional<VenueSimulator> started = Optional.empty();

  @AfterEach
  void stop() {
    started.ifPresent(VenueSimulator::close);
    http.shutdownNow();
  }

  @ParameterizedTest(name = "{0}")
  @DisplayName("answer a subscription and send a trade as the real venues do")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "kraken|{'method':'subscribe','params':{'channel':'trade','symbol':['BTC/USD'],"
            + "'snapshot':false},'req_id':1}|'system':'online'|"
            + "{'method':'subscribe','req_id':1,'result':{'channel':'trade','snapshot':false,"
            + "'symbol':'BTC/USD'},'success':true,'time_in':'2026-02-02T02:40:00.123456Z',"
            + "'time_out':'2026-02-02T02:40:00.123456Z'}|"
            + "{'channel':'trade','type':'update','data':[{'symbol':'BTC/USD','side':'sell',"
            + "'price':64000.10,'qty':0.00018,'ord_type':'limit','trade_id':1,"
            + "'timestamp':'2026-02-02T02:40:00.123456Z'}]}",
        "okx|{'op':'subscribe','args':[{'channel':'trades-all','instId':'BTC-USDT'}]}|none|"
            + "{'event':'subscribe','arg':{'channel':'trades-all','instId':'BTC-USDT'},"
            + "'connId':'c7f0ba8e'}|"
            + "{'arg':{'channel':'trades-all','instId':'BTC-USDT'},'data':[{"
            + "'instId':'BTC-USDT','tradeId':'1','px':'64000.10','sz':'0.00018','side':'sell',"
            + "'ts':'1770000000123','source':'0'}]}",
        "gateio|{'channel':'spot.trades','event':'subscribe','payload':['BTC_USDT']}|none|"
            + "{'time':1770000000,'time_ms':1770000000123,'conn_id':'b2c2b0629e0c34a3',"
            + "'trace_id':'e3b8','channel':'spot.trades','event':'subscribe',"
            + "'payload':['BTC_USDT'],'result':{'status':'success'},'requestId':'e3b8'}|"
            + "{'time':1770000000,'time_ms':1770000000123,'channel':'spot.trades',"
            + "'event':'update','result':{'id':1,'id_market':1,'create_time':1770000000,"
            + "'create_time_ms':'1770000000123.456000','side':'sell',"
            + "'currency_pair':'BTC_USDT','amount':'0.00018','price':'64000.10',"
            + "'range':'1-1','stock':'BTC','money':'USDT','trade_mode':0}}",
        "coinbase-advanced|{'type':'subscribe','product_ids':['BTC-USD'],"
            + "'channel':'market_trades'}|none|"
            + "{'channel':'subscriptions','timestamp':'2026-02-02T02:40:00.123456000Z',"
            + "'sequence_num':0,'events':[{'subscriptions':{'market_trades':['BTC-USD']}}]}|"
            + "{'channel':'market_trades','timestamp':'2026-02-02T02:40:00.123456000Z',"
            + "'sequence_num':1,'events':[{'type':'update','trades':[{"
            + "'product_id':'BTC-USD','trade_id':'1','price':'64000.10','size':'0.00018',"
            + "'time':'2026-02-02T02:40:00.123456Z','side':'BUY'}]}]}",
        "bybit|{'op':'subscribe','args':['publicTrade.BTCUSDT'],'req_id':'x'}|none|"
            + "{'success':true,'ret_msg':'subscribe','conn_id':'d9avrj8i70nu0j2a80n0-9cfc4',"
            + "'req_id':'x','op':'subscribe'}|"
            + "{'topic':'publicTrade.BTCUSDT','ts':1770000000123,'type':'snapshot','data':[{"
            + "'i':'2290000001202469355','T':1770000000123,'p':'64000.10','v':'0.00018',"
            + "'S':'Sell','seq':1202469355,'s':'BTCUSDT','BT':false,'RPI':false}]}",
        "bitstamp|{'event':'bts:subscribe','data':{'channel':'live_trades_btcusd'}}|none|"
            + "{'event':'bts:subscription_succeeded','channel':'live_trades_btcusd','data':{}}|"
            + "{'data':{'id':628186942,'timestamp':'1770000000','amount':0.00018,"
            + "'amount_str':'0.00018','price':64000.10,'price_str':'64000.10','type':1,"
            + "'microtimestamp':'1770000000123456','buy_order_id':1256373884,"
            + "'sell_order_id':1256373885},'channel':'live_trades_btcusd','event':'trade'}",
        "bitvavo|{'action':'subscribe','channels':[{'name':'trades','markets':['BTC-EUR']}]}|none|"
            + "{'event':'subscribed','subscriptions':{'trades':['BTC-EUR']}}|"
            + "{'event':'trade','timestamp':1770000000123,'market':'BTC-EUR',"
            + "'id':'9e3779b9-7f4a-7c15-d65f-6c89d99ddc2a','amount':'0.00018',"
            + "'price':'64000.10','side':'sell'}",
        "bitget|{'op':'subscribe','args':[{'instType':'SPOT','channel':'trade',"
            + "'instId':'BTCUSDT'}]}|none|"
            + "{'event':'subscribe','arg':{'instType':'SPOT','channel':'trade',"
            + "'instId':'BTCUSDT'}}|"
            + "{'action':'update','arg':{'instType':'SPOT','channel':'trade',"
            + "'instId':'BTCUSDT'},'data':[{'ts':'1770000000123','price':'64000.10',"
            + "'size':'0.00018','side':'sell','tradeId':'1478949856623706112'}],"
            + "'ts':1770000000123}",
        "gemini|{'type':'subscribe','subscriptions':[{'name':'l2','symbols':['BTCUSD']}]}|none|"
            + "{'type':'l2_updates','symbol':'BTCUSD','changes':[],'trades':[],"
            + "'auction_events':[]}|"
            + "{'type':'trade','symbol':'BTCUSD','event_id':45465842999,"
            + "'timestamp':1770000000123,'price':'64000.10','quantity':'0.00018',"
            + "'side':'sell'}",
        "cryptocom|{'id':1,'method':'subscribe','params':{'channels':['trade.BTC_USDT']}}|none|"
            + "{'id':1,'method':'subscribe','code':0,'result':{'instrument_name':'BTC_USDT',"
            + "'subscription':'trade.BTC_USDT','channel':'trade','data':[]}}|"
            + "{'id':-1,'method':'subscribe','code':0,'result':{'instrument_name':'BTC_USDT',"
            + "'subscription':'trade.BTC_USDT','channel':'trade','data':[{"
            + "'d':'1788335095880381801','t':1770000000123,'p':'64000.10','q':'0.00018',"
            + "'s':'SELL','i':'BTC_USDT','m':'4611686018690381801'}]}}",
        "htx|{'sub':'market.btcusdt.trade.detail','id':'1'}|none|"
            + "{'id':'1','status':'ok','subbed':'market.btcusdt.trade.detail',"
            + "'ts':1770000000123}|"
            + "{'ch':'market.btcusdt.trade.detail','ts':1770000000123,'tick':{"
            + "'id':193150000001,'ts':1770000000123,'data':[{"
            + "'id':19315000000151771516719924191,'ts':1770000000123,'tradeId':1,"
            + "'amount':1.8E-4,'price':64000.1,'direction':'sell'}]}}",
        "kucoin|{'id':'1','type':'subscribe','topic':'/market/match:BTC-USDT',"
            + "'privateChannel':false,'response':true}|'type':'welcome'|"
            + "{'id':'1','type':'ack'}|"
            + "{'topic':'/market/match:BTC-USDT','type':'message','subject':'trade.l3match',"
            + "'data':{'symbol':'BTC-USDT','side':'sell','price':'64000.10',"
            + "'size':'0.00018','sequence':'455391760226305','tradeId':'455391760226305',"
            + "'makerOrderId':'0000000000033c5a50343002','takerOrderId':'0000000000033c5a50343003',"
            + "'time':'1770000000123456000'}}",
      })
  void subscriptionAndTrade(
      String name, String request, String greeting, String answer, String trade)
      throws InterruptedException {
    VenueSimulator venue = start(name);
    WebSocket client = open(uri(venue));
    if (!greeting.equals("none")) {
      assertThat(next()).contains(greeting);
    }
    ask(client, request);
    assertThat(next()).isEqualTo(answer);
    venue.trade(symbol(venue), "64000.10", "0.00018", Side.SELL);
    assertThat(next()).isEqualTo(trade);
  }

  @Test
  @DisplayName("have the maker's side at Coinbase, and heartbeats with the last trade")
  void coinbase() throws InterruptedException {
    VenueSimulator venue =
        start(
            SimulatorOptions.usual("coinbase")
                .withPings(Duration.ofMillis(10), Duration.ofSeconds(60)));
    venue.trade(symbol(venue), "64000.10", "0.5", Side.SELL);
    ask(
        open(venue.uri()),
        "{'type':'subscribe','product_ids':['BTC-USD'],'channels':['matches','heartbeat']}");

    assertThat(next())
        .isEqualTo(
            "{'type':'subscriptions','channels':[{'name':'matches','product_ids':['BTC-USD'],"
                + "'account_ids':null},{'name':'heartbeat','product_ids':['BTC-USD'],"
                + "'account_ids':null}]}");
    assertThat(next())
        .startsWith("{'type':'last_match','trade_id':1,'maker_order_id':")
        .contains("'side':'buy','size':'0.5','price':'64000.10','product_id':'BTC-USD',");
    assertThat(next()).startsWith("{'type':'heartbeat','last_trade_id':1,'product_id':'BTC-USD',");
  }

  @Test
  @DisplayName("come twice at Bitfinex, are numbered on request, and announce the end")
  void bitfinex() throws InterruptedException {
    VenueSimulator venue = start("bitfinex");
    WebSocket client = open(venue.uri());
    assertThat(next()).contains("'platform':{'status':1}");
    ask(client, "{'event':'conf','flags':65536}");
    assertThat(next()).isEqualTo("{'event':'conf','status':'OK','flags':65536}");
    ask(client, "{'event':'subscribe','channel':'trades','symbol':'tBTCUSD'}");
    assertThat(next())
        .isEqualTo(
            "{'event':'subscribed','channel':'trades','chanId':3318,'symbol':'tBTCUSD',"
                + "'pair':'BTCUSD'}");
    assertThat(next()).isEqualTo("[3318,[],1]");
    venue.trade(symbol(venue), "64000.10", "0.5", Side.SELL);
    assertThat(next()).isEqualTo("[3318,'te',[1966969153,1770000000123,-0.5,64000.1],2]");
    assertThat(next()).isEqualTo("[3318,'tu',[1966969153,1770000000123,-0.5,64000.1],3]");
    venue.fault(new Fault.ServerShutdown());
    assertThat(next()).startsWith("{'event':'info','code':20051,");
  }

  @Test
  @DisplayName("are Protocol Buffers at MEXC")
  void mexc() throws InterruptedException {
    VenueSimulator venue = start("mexc");
    String channel = "spot@public.aggre.deals.v3.api.pb@100ms@BTCUSDT";
    ask(open(venue.uri()), "{'method':'SUBSCRIPTION','params':['" + channel + "']}");
    assertThat(next()).isEqualTo("{'id':0,'code':0,'msg':'" + channel + "'}");
    venue.trade(symbol(venue), "64000.10", "0.5", Side.SELL);

    // Each text follows its field number and its length.
    assertThat(next())
        .startsWith("\n/" + channel + "\u001a\u0007BTCUSDT0")
        .contains("\n\b64000.10\u0012\u00030.5\u0018\u0002 ")
        .endsWith("*)731901896985399296X0_731901896985399297X0");
  }

  @Test
  @DisplayName("ping clients at HTX, which disconnects a client that does not answer")
  void htx() throws InterruptedException {
    AtomicLong nanos = new AtomicLong();
    VenueSimulator venue =
        start(
            SimulatorOptions.usual("htx").withPings(Duration.ofMillis(10), Duration.ofMillis(300)),
            new SteppingClock(nanos));
    WebSocket client = open(venue.uri());
    String ping = next();
    assertThat(ping).isEqualTo("{'ping':1770000000123}");
    ask(client, ping.replace("ping", "pong"));
    assertThat(next()).isEqualTo(ping);
    nanos.set(Duration.ofSeconds(1).toNanos());
    assertThat(next()).isEqualTo("closed 1008");
  }

  private static Symbol symbol(VenueSimulator venue) {
    return venue.options().symbols().getFirst();
  }

  private static URI uri(VenueSimulator venue) {
    boolean token = venue.options().venue().equals("kucoin");
    return token ? venue.uri("/?token=t&connectId=1") : venue.uri();
  }

  private WebSocket open(URI uri) {
    return http.newWebSocketBuilder().buildAsync(uri, new Listener()).join();
  }

  private static void ask(WebSocket client, String request) {
    client.sendText(request.replace('\'', '"'), true).join();
  }

  private String next() throws InterruptedException {
    return Optional.ofNullable(received.poll(TIMEOUT.toSeconds(), TimeUnit.SECONDS))
        .orElse("nothing")
        .replace('"', '\'');
  }

  private VenueSimulator start(String name) {
    return start(SimulatorOptions.usual(name));
  }

  private VenueSimulator start(SimulatorOptions options) {
    return start(options, new SteppingClock(new AtomicLong()));
  }

  private VenueSimulator start(SimulatorOptions options, Clock clock) {
    try {
      VenueSimulator venue = VenueSimulator.start(options, clock);
      started = Optional.of(venue);
      return venue;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A clock that the test advances. */
  private record SteppingClock(AtomicLong now) implements Clock {
    @Override
    public long wallUs() {
      return WALL_US;
    }

    @Override
    public long nanos() {
      return now.get();
    }
  }

  private final class Listener implements WebSocket.Listener {
    private static final byte GZIP = 0x1f;

    private final StringBuilder text = new StringBuilder();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();

    @Override
    public CompletionStage<?> onText(WebSocket client, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        received.add(text.toString());
        text.setLength(0);
      }
      return more(client);
    }

    @Override
    public CompletionStage<?> onBinary(WebSocket client, ByteBuffer part, boolean last) {
      while (part.hasRemaining()) {
        binary.write(part.get());
      }
      if (last) {
        received.add(unpacked(binary.toByteArray()));
        binary.reset();
      }
      return more(client);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket client, int code, String reason) {
      received.add("closed " + code);
      return CompletableFuture.completedFuture("done");
    }

    private static CompletionStage<?> more(WebSocket client) {
      client.request(1);
      return CompletableFuture.completedFuture("done");
    }

    private static String unpacked(byte[] message) {
      if (message[0] != GZIP) {
        return new String(message, StandardCharsets.ISO_8859_1);
      }
      try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(message))) {
        return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
