package btcfeed.bootstrap.export;

import btcfeed.api.TickFile;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Trade;
import btcfeed.domain.sink.SinkRecord;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Ticks as comma-separated values (RFC 4180) with a head line. Numbers are exact, with the digits
 * of the venue. Times are Unix microseconds.
 */
final class CsvTickFile implements TickFile {
  private static final String HEAD =
      "id,venue,symbol,trade_id,price,quantity,side,exchange_time_us,receive_time_us,origin\n";

  private final Writer out;
  private final StringBuilder line = new StringBuilder();

  CsvTickFile(Path file) throws IOException {
    out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
    out.write(HEAD);
  }

  @Override
  public void add(SinkRecord.Tick row) throws IOException {
    PriceTick tick = row.tick();
    Trade trade = tick.trade();
    line.setLength(0);
    line.append(row.id()).append(',');
    line.append(trade.market().venue().name()).append(',');
    line.append(trade.market().symbol()).append(',');
    line.append(quoted(trade.id().text())).append(',');
    line.append(trade.price().text()).append(',');
    line.append(trade.quantity().text()).append(',');
    line.append(trade.side().text()).append(',');
    line.append(trade.exchangeTimeUs()).append(',');
    line.append(tick.receiveTimeUs()).append(',');
    line.append(tick.origin().text()).append('\n');
    out.append(line);
  }

  /** Of all values, only trade ids can have commas and quotes. */
  private static String quoted(String text) {
    return text.indexOf(',') < 0 && text.indexOf('"') < 0
        ? text
        : '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  public void complete() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
