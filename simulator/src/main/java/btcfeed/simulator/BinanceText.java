package btcfeed.simulator;

import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Trades as Binance writes them, without making a string: fast enough that a benchmark measures its
 * reader and not this. One thread.
 */
final class BinanceText {
  /** More than any trade takes. */
  private static final int MAX_BYTES = 512;

  private static final byte[] EVENT = ascii("{\"e\":\"trade\",\"E\":");
  private static final byte[] SYMBOL = ascii(",\"s\":\"");
  private static final byte[] ID = ascii("\",\"t\":");
  private static final byte[] PRICE = ascii(",\"p\":\"");
  private static final byte[] QUANTITY = ascii("\",\"q\":\"");
  private static final byte[] TIME = ascii("\",\"T\":");
  private static final byte[] SELL = ascii(",\"m\":true,\"M\":true}");
  private static final byte[] BUY = ascii(",\"m\":false,\"M\":true}");
  private static final byte[] STREAM = ascii("{\"stream\":\"");
  private static final byte[] DATA = ascii("\",\"data\":");

  private final boolean combined;
  private final boolean micros;
  private final ByteBuffer payload = ByteBuffer.allocate(MAX_BYTES);

  /**
   * Makes a writer.
   *
   * @param combined whether events are wrapped with their stream's name
   * @param micros whether times are microseconds instead of milliseconds
   */
  BinanceText(boolean combined, boolean micros) {
    this.combined = combined;
    this.micros = micros;
  }

  /** {@code btcusdt@trade}. */
  static String stream(Symbol symbol) {
    return SymbolSpelling.SMALL.of(symbol) + "@trade";
  }

  /** Prints a trade. */
  void print(Trade trade, MessageSink out) {
    write(trade);
    out.message(Frames.TEXT, payload.array(), payload.position());
  }

  private void write(Trade trade) {
    payload.clear();
    if (combined) {
      payload.put(STREAM).put(ascii(stream(trade.market().symbol()))).put(DATA);
    }
    payload.put(EVENT);
    time(trade);
    payload.put(SYMBOL).put(ascii(SymbolSpelling.JOINED.of(trade.market().symbol()))).put(ID);
    switch (trade.id()) {
      case TradeId.Numbered(long number) -> number(number);
      case TradeId.Named(String text) -> payload.put(ascii('"' + text + '"'));
    }
    payload.put(PRICE);
    trade.price().writeText(payload);
    payload.put(QUANTITY);
    trade.quantity().writeText(payload);
    payload.put(TIME);
    time(trade);
    payload.put(trade.side() == Side.SELL ? SELL : BUY);
    if (combined) {
      payload.put((byte) '}');
    }
  }

  private void time(Trade trade) {
    number(micros ? trade.exchangeTimeUs() : trade.exchangeTimeUs() / 1000);
  }

  private void number(long number) {
    int digits = 1;
    for (long rest = number; rest >= 10; rest /= 10) {
      digits++;
    }
    int end = payload.position() + digits;
    long rest = number;
    for (int at = end - 1; at >= end - digits; at--) {
      payload.put(at, (byte) ('0' + rest % 10));
      rest /= 10;
    }
    payload.position(end);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
