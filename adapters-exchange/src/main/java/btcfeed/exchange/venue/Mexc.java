package btcfeed.exchange.venue;

import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.MessageType;
import btcfeed.exchange.codec.MexcDecoder;
import java.time.Duration;

/**
 * MEXC spot v3, stream {@code aggre.deals} with the trades of 100 ms, in Protocol Buffers, which a
 * {@link MexcDecoder} reads. Trade ids are opaque, and the history has none, so no trade can be
 * fetched. A connection ends after a minute without data, and after a day.
 */
public final class Mexc extends VenueDescription {
  public Mexc() {
    super("mexc");
    url("wss://wbs-api.mexc.com/ws");
    listsBtcAgainst("USDT", "USDC", "EUR", "BTC", "ETH");
    maxMarkets = 30;
    symbol = it -> it.base() + it.quote();
    channel = "spot@public.aggre.deals.v3.api.pb@100ms@<symbol>";
    subscribeEach("{'method':'SUBSCRIPTION','params':['<channel>']}");
    ping("{'method':'PING'}", Duration.ofSeconds(20));
    names(head, FieldRole.SUCCESS, "code");
    names(head, FieldRole.VERDICT, "msg");
    type(MessageType.HEARTBEAT, "PONG");
    decoder = MexcDecoder::new;
  }
}
