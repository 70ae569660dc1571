package btcfeed.exchange.binance;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.exchange.codec.CloseNotice;
import btcfeed.exchange.codec.DecodeSink;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.PartialDecodeSink;
import btcfeed.exchange.json.ByteDictionary;
import btcfeed.exchange.json.CursorToken;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Judges Binance's messages: a trade, an answer, a notice, another channel's business, or bad.
 *
 * <p>A message is judged only when it has proved whole to its last byte.
 */
final class BinanceDecoder implements FrameDecoder {
  private static final int TRADE_FIELDS =
      BinanceField.EVENT.bit()
          | BinanceField.SYMBOL.bit()
          | BinanceField.TRADE_ID.bit()
          | BinanceField.PRICE.bit()
          | BinanceField.QUANTITY.bit()
          | BinanceField.TRADE_TIME.bit()
          | BinanceField.BUYER_IS_MAKER.bit();

  private final BinanceMessage message;
  // Requests not yet acknowledged, one bit each: bit 0 is request 1.
  private long unanswered;
  private boolean confirmed;

  BinanceDecoder(Venue venue, BinanceEndpoint endpoint) {
    Map<String, Optional<Market>> markets = new HashMap<>();
    for (Symbol symbol : endpoint.symbols()) {
      markets.put(BinanceSymbols.inMessages(symbol), Optional.of(new Market(venue, symbol)));
    }
    message = new BinanceMessage(new ByteDictionary<>(markets, Optional.empty()));
    unanswered = (1L << endpoint.subscription().messages().size()) - 1;
    confirmed = endpoint.subscription().confirmedByHandshake();
  }

  @Override
  public void decode(byte[] bytes, int length, DecodeSink heard) {
    switch (message.read(bytes, length)) {
      case END -> judge(bytes, length, heard);
      case NULL -> bad(heard, BadInput.WRONG_SHAPE);
      default -> bad(heard, BadInput.MALFORMED);
    }
  }

  /** A message is one trade: what can be left of it is its name. */
  @Override
  public void decodeCut(byte[] beginning, int length, PartialDecodeSink salvage) {
    boolean early = message.read(beginning, length) == CursorToken.ENDED_EARLY;
    boolean trade = message.event == BinanceEvent.TRADE && message.has(BinanceField.TRADE_ID);
    if (early && trade && message.fault.isEmpty()) {
      message.market.ifPresent(market -> salvage.cut(market, TradeId.of(message.tradeId)));
    }
  }

  private void judge(byte[] bytes, int length, DecodeSink heard) {
    switch (message.event) {
      case TRADE -> trade(heard);
      case SHUTDOWN ->
          heard.plannedClose("the venue is shutting this connection down", Duration.ZERO);
      case OTHER_CHANNEL -> {}
      case UNKNOWN -> unknown(bytes, length, heard);
      case WRONG -> bad(heard, BadInput.WRONG_SHAPE);
      case NONE -> nameless(bytes, length, heard);
    }
  }

  private void trade(DecodeSink heard) {
    Optional<BadInput> fault = faultOfTrade();
    if (fault.isPresent()) {
      heard.bad(fault.get(), message.market.map(Market::symbol));
      return;
    }
    confirm(heard);
    heard.trade(
        new Trade(
            message.market.orElseThrow(),
            TradeId.of(message.tradeId),
            new Price(message.price, message.priceScale),
            new Quantity(message.quantity, message.quantityScale),
            message.side,
            message.timeUs));
  }

  private Optional<BadInput> faultOfTrade() {
    if (message.has(BinanceField.FUTURES_X) || message.has(BinanceField.FUTURES_ST)) {
      return Optional.of(BadInput.WRONG_SHAPE);
    }
    if (message.fault.isPresent()) {
      return message.fault;
    }
    if (!message.hasAll(TRADE_FIELDS)) {
      return Optional.of(BadInput.WRONG_SHAPE);
    }
    return message.market.isPresent() ? Optional.empty() : Optional.of(BadInput.UNKNOWN_SYMBOL);
  }

  /** A message without an event name: an answer, a book, or something that lost its name. */
  private void nameless(byte[] bytes, int length, DecodeSink heard) {
    if (message.has(BinanceField.ERROR) || message.has(BinanceField.CODE)) {
      heard.refused(message.refusal.isEmpty() ? "no reason given" : message.refusal.text());
    } else if (message.has(BinanceField.RESULT)) {
      answer(heard);
    } else if (message.tradeStream && message.emptyData) {
      heard.heartbeat();
    } else if (message.has(BinanceField.TRADE_ID) || message.tradeStream) {
      bad(heard, BadInput.WRONG_SHAPE);
    } else if (!otherChannel()) {
      unknown(bytes, length, heard);
    }
  }

  private static void unknown(byte[] bytes, int length, DecodeSink heard) {
    Optional<String> words = CloseNotice.in(bytes, length);
    if (words.isPresent()) {
      heard.plannedClose(words.get(), Duration.ZERO);
    } else {
      bad(heard, BadInput.UNKNOWN_MESSAGE);
    }
  }

  /** Books have no event name, but update numbers; some events of whole markets are arrays. */
  private boolean otherChannel() {
    return message.has(BinanceField.STREAM)
        || message.has(BinanceField.UPDATE)
        || message.has(BinanceField.LAST_UPDATE);
  }

  private void answer(DecodeSink heard) {
    long bit = message.requestId >= 1 && message.requestId < 64 ? 1L << (message.requestId - 1) : 0;
    if (!message.resultIsNull || (unanswered & bit) == 0) {
      bad(heard, BadInput.UNKNOWN_MESSAGE);
      return;
    }
    unanswered &= ~bit;
    if (unanswered == 0) {
      confirm(heard);
    }
  }

  private void confirm(DecodeSink heard) {
    if (!confirmed) {
      confirmed = true;
      heard.confirmed();
    }
  }

  private static void bad(DecodeSink heard, BadInput reason) {
    heard.bad(reason, Optional.empty());
  }
}
