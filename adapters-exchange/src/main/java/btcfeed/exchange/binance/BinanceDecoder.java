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
 * Decodes Binance's messages: trades, responses, notices, and messages of other channels. A message
 * has an effect only if it is complete.
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
  // The requests without a response, one bit each: bit 0 is request 1.
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
  public void decode(byte[] bytes, int length, DecodeSink sink) {
    switch (message.read(bytes, length)) {
      case END -> handle(bytes, length, sink);
      case NULL -> bad(sink, BadInput.WRONG_SHAPE);
      default -> bad(sink, BadInput.MALFORMED);
    }
  }

  /** A message is one trade, so that at most its market and id can be recovered. */
  @Override
  public void decodeCut(byte[] beginning, int length, PartialDecodeSink sink) {
    boolean early = message.read(beginning, length) == CursorToken.ENDED_EARLY;
    boolean trade = message.event == BinanceEvent.TRADE && message.has(BinanceField.TRADE_ID);
    if (early && trade && message.fault.isEmpty()) {
      message.market.ifPresent(market -> sink.cut(market, TradeId.of(message.tradeId)));
    }
  }

  private void handle(byte[] bytes, int length, DecodeSink sink) {
    switch (message.event) {
      case TRADE -> trade(sink);
      case SHUTDOWN ->
          sink.plannedClose("the venue is shutting this connection down", Duration.ZERO);
      case OTHER_CHANNEL -> {}
      case UNKNOWN -> unknown(bytes, length, sink);
      case WRONG -> bad(sink, BadInput.WRONG_SHAPE);
      case NONE -> nameless(bytes, length, sink);
    }
  }

  private void trade(DecodeSink sink) {
    Optional<BadInput> fault = faultOfTrade();
    if (fault.isPresent()) {
      sink.bad(fault.get(), message.market.map(Market::symbol));
      return;
    }
    confirm(sink);
    sink.trade(
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

  /** Handles a message without an event name: a response, an order book, or a bad message. */
  private void nameless(byte[] bytes, int length, DecodeSink sink) {
    if (message.has(BinanceField.ERROR) || message.has(BinanceField.CODE)) {
      sink.refused(message.refusal.isEmpty() ? "no reason given" : message.refusal.text());
    } else if (message.has(BinanceField.RESULT)) {
      answer(sink);
    } else if (message.tradeStream && message.emptyData) {
      sink.heartbeat();
    } else if (message.has(BinanceField.TRADE_ID) || message.tradeStream) {
      bad(sink, BadInput.WRONG_SHAPE);
    } else if (!otherChannel()) {
      unknown(bytes, length, sink);
    }
  }

  private static void unknown(byte[] bytes, int length, DecodeSink sink) {
    Optional<String> announcement = CloseNotice.in(bytes, length);
    if (announcement.isPresent()) {
      sink.plannedClose(announcement.get(), Duration.ZERO);
    } else {
      bad(sink, BadInput.UNKNOWN_MESSAGE);
    }
  }

  /** Order books have update numbers; events of all markets are arrays in a named stream. */
  private boolean otherChannel() {
    return message.has(BinanceField.STREAM)
        || message.has(BinanceField.UPDATE)
        || message.has(BinanceField.LAST_UPDATE);
  }

  private void answer(DecodeSink sink) {
    long bit = message.requestId >= 1 && message.requestId < 64 ? 1L << (message.requestId - 1) : 0;
    if (!message.resultIsNull || (unanswered & bit) == 0) {
      bad(sink, BadInput.UNKNOWN_MESSAGE);
      return;
    }
    unanswered &= ~bit;
    if (unanswered == 0) {
      confirm(sink);
    }
  }

  private void confirm(DecodeSink sink) {
    if (!confirmed) {
      confirmed = true;
      sink.confirmed();
    }
  }

  private static void bad(DecodeSink sink, BadInput reason) {
    sink.bad(reason, Optional.empty());
  }
}
