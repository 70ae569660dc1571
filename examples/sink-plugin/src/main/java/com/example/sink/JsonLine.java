package com.example.sink;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Trade;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sink.SinkCursor;
import btcfeed.domain.sink.SinkRecord;

/** The lines of a file. Prices and quantities are texts, so that no reader rounds them. */
final class JsonLine {
  private static final String CURSOR = "{\"cursor\":\"";
  private static final String EPOCH = "\",\"epoch\":";
  private static final String ID = "{\"id\":\"";

  private JsonLine() {}

  static String of(SinkRecord record) {
    return switch (record) {
      case SinkRecord.Tick(JournalId id, PriceTick tick) -> of(id, tick);
      case SinkRecord.GapChange(JournalId id, Market market, Gap gap) -> of(id, market, gap);
    };
  }

  private static String of(JournalId id, PriceTick tick) {
    Trade trade = tick.trade();
    return begin(id, trade.market())
        + text("tradeId", trade.id().text())
        + text("price", trade.price().text())
        + text("quantity", trade.quantity().text())
        + text("side", trade.side().text())
        + text("origin", tick.origin().text())
        + number("exchangeTimeUs", trade.exchangeTimeUs())
        + number("receiveTimeUs", tick.receiveTimeUs())
        + "}";
  }

  private static String of(JournalId id, Market market, Gap gap) {
    return begin(id, market)
        + text("gap", gap.state().text())
        + gap.ids().map(ids -> number("fromId", ids.from()) + number("toId", ids.to())).orElse("")
        + number("sinceUs", gap.sinceUs())
        + number("untilUs", gap.untilUs())
        + number("trades", gap.trades())
        + "}";
  }

  static String of(SinkCursor cursor, long epoch) {
    return CURSOR + cursor.text() + EPOCH + epoch + "}";
  }

  static boolean isCursor(String line) {
    return line.startsWith(CURSOR);
  }

  static SinkCursor cursor(String line) {
    return SinkCursor.parse(line.substring(CURSOR.length(), line.indexOf(EPOCH))).orElseThrow();
  }

  static long epoch(String line) {
    return Long.parseLong(line.substring(line.indexOf(EPOCH) + EPOCH.length(), line.length() - 1));
  }

  static JournalId id(String line) {
    return JournalId.parse(line.substring(ID.length(), line.indexOf('"', ID.length())));
  }

  private static String begin(JournalId id, Market market) {
    return ID
        + id
        + "\""
        + text("venue", market.venue().name())
        + text("symbol", market.symbol().toString());
  }

  private static String text(String name, String value) {
    return ",\"" + name + "\":\"" + value.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String number(String name, long value) {
    return ",\"" + name + "\":" + value;
  }
}
