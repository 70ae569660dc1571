package btcfeed.exchange.mexc;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Trade;
import btcfeed.exchange.codec.CloseNotice;
import btcfeed.exchange.codec.DecodeSink;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.PartialDecodeSink;
import btcfeed.exchange.codec.Payload;
import btcfeed.exchange.codec.SubscribedMarkets;
import btcfeed.exchange.codec.SubscriptionTracker;
import btcfeed.exchange.input.InputLimits;
import btcfeed.exchange.json.ByteDictionary;
import btcfeed.exchange.json.CursorToken;
import btcfeed.exchange.json.JsonCursor;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Understands MEXC: answers are text, {@code {"code":0,"msg":".."}} with the stream's name or a
 * complaint in {@code msg}; trades are binary, several in one {@link MexcPush}.
 *
 * <p>A message is walked once and judged when it has proved whole.
 */
final class MexcDecoder implements FrameDecoder {
  private static final Comparator<Trade> OLDEST_FIRST =
      Comparator.comparingLong(Trade::exchangeTimeUs);

  // After a notice without a date.
  private static final Duration SOON = Duration.ofSeconds(10);

  private enum Field {
    MESSAGE,
    CODE,
    OTHER
  }

  private static final ByteDictionary<Field> FIELDS =
      new ByteDictionary<>(Map.of("msg", Field.MESSAGE, "code", Field.CODE), Field.OTHER);
  private static final ByteDictionary<Boolean> PONG =
      new ByteDictionary<>(Map.of("PONG", true), false);

  private final SubscriptionTracker answers;
  private final ByteDictionary<Optional<Market>> channels;
  private final JsonCursor json = new JsonCursor();
  private final MexcPush push;
  private final List<Trade> trades = new ArrayList<>();

  /** A decoder for one connection that asked for these markets, by their channels and names. */
  MexcDecoder(
      SubscribedMarkets markets,
      ByteDictionary<Optional<Market>> channels,
      ByteDictionary<Optional<Market>> symbols) {
    this.answers = new SubscriptionTracker(markets.all(), markets.symbols().size());
    this.channels = channels;
    push = new MexcPush(channels, symbols);
  }

  @Override
  public void decode(byte[] bytes, int length, DecodeSink heard) {
    json.begin(bytes, length);
    Said said = new Said();
    boolean object = json.next() == CursorToken.BEGIN_OBJECT;
    if (object) {
      said.read();
    } else {
      json.skip();
    }
    if (json.next() != CursorToken.END) {
      bad(heard, BadInput.MALFORMED);
    } else if (!object) {
      bad(heard, BadInput.WRONG_SHAPE);
    } else if (said.pong) {
      heard.heartbeat();
    } else if (said.market.isPresent()) {
      answers.market(said.market.get(), heard);
    } else if (CloseNotice.in(bytes, length).isPresent()) {
      heard.plannedClose(said.detail.isEmpty() ? "no reason given" : said.detail, SOON);
    } else if (!said.detail.isEmpty()) {
      heard.refused((said.code + " " + said.detail).strip());
      answers.refused(heard);
    } else {
      bad(heard, BadInput.UNKNOWN_MESSAGE);
    }
  }

  @Override
  public void decodeBinary(byte[] bytes, int length, DecodeSink heard) {
    try {
      push.read(bytes, length);
    } catch (IOException _) {
      bad(heard, BadInput.MALFORMED);
      return;
    }
    switch (push.payload()) {
      case ROWS -> {
        push.blame(heard);
        readTrades(Optional.of(heard));
        trades.forEach(trade -> publish(trade, heard));
      }
      case NONE -> heard.heartbeat();
      case ABSENT -> bad(heard, BadInput.UNKNOWN_MESSAGE);
      case UNREADABLE -> bad(heard, BadInput.WRONG_SHAPE);
    }
  }

  @Override
  public void decodeCutBinary(byte[] beginning, int length, PartialDecodeSink salvage) {
    push.readCut(beginning, length);
    if (push.payload() != Payload.ROWS) {
      return;
    }
    readTrades(Optional.empty());
    trades.forEach(salvage::trade);
    push.market()
        .ifPresent(
            market ->
                push.cutDeal().flatMap(MexcDeal::name).ifPresent(id -> salvage.cut(market, id)));
  }

  private void publish(Trade trade, DecodeSink heard) {
    answers.market(trade.market(), heard);
    heard.trade(trade);
  }

  /** Makes trades of the deals, oldest first; without a market they are bad. */
  private void readTrades(Optional<DecodeSink> complaints) {
    trades.clear();
    Optional<Market> market = push.market();
    List<MexcDeal> deals = push.wholeDeals();
    if (market.isEmpty()) {
      if (!deals.isEmpty()) {
        complaints.ifPresent(
            heard -> heard.bad(BadInput.UNKNOWN_SYMBOL, Optional.empty(), deals.size()));
      }
      return;
    }
    for (MexcDeal deal : deals) {
      trades.add(deal.trade(market.get()));
    }
    if (trades.size() > 1) {
      trades.sort(OLDEST_FIRST);
    }
  }

  private static void bad(DecodeSink heard, BadInput reason) {
    heard.bad(reason, Optional.empty());
  }

  /** A text message. */
  private final class Said {
    private boolean pong;
    private String code = "";
    private String detail = "";
    private Optional<Market> market = Optional.empty();

    void read() {
      while (json.member()) {
        Field field = json.key(FIELDS);
        CursorToken value = json.token();
        if (field == Field.MESSAGE && value == CursorToken.STRING) {
          pong = json.word(PONG);
          market = json.word(channels);
          detail = json.text(InputLimits.DETAIL_BYTES);
        } else if (field == Field.CODE && value == CursorToken.NUMBER) {
          code = json.text(InputLimits.DETAIL_BYTES);
        }
        json.skip();
      }
    }
  }
}
