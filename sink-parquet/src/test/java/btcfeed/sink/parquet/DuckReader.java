package btcfeed.sink.parquet;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Origin;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.PriceTick;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sink.SinkRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Reads the files with DuckDB, which shares no code with the library that wrote them. */
final class DuckReader {
  private static final String TICK =
      "epoch_us(exchange_time_us) AS exchange, epoch_us(receive_time_us) AS receive, *";

  private final Path root;

  DuckReader(Path root) {
    this.root = root;
  }

  /** Every record, by id. */
  List<SinkRecord> records() {
    List<SinkRecord> all = new ArrayList<>(ticks());
    all.addAll(
        rows(
            "gaps",
            "epoch_us(since_us) AS since, CASE WHEN isfinite(until_us) THEN epoch_us(until_us) ELSE"
                + " 9223372036854775807 END AS until, *",
            this::gap));
    all.sort(Comparator.comparing(SinkRecord::id));
    return all;
  }

  /** Every tick, in the order of the files and of their rows. */
  List<SinkRecord> ticks() {
    return rows("ticks", TICK, this::tick);
  }

  /** Every tick of one file, in its order. */
  List<SinkRecord> file(Path file) {
    return rows("SELECT %s FROM read_parquet('%s')".formatted(TICK, file), this::tick);
  }

  /** The answer to a query about {@code files}, row after row, its columns separated by spaces. */
  List<String> query(String table, String sql) {
    return rows(
        sql.replace("files", "read_parquet('%s/%s/*/*/*.parquet')".formatted(root, table)),
        row -> {
          List<String> values = new ArrayList<>();
          for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            values.add(String.valueOf(row.getObject(i)));
          }
          return String.join(" ", values);
        });
  }

  private <T> List<T> rows(String table, String columns, Row<T> row) {
    return hasFiles(root.resolve(table))
        ? rows(
            "SELECT %s FROM read_parquet('%s/%s/*/*/*.parquet')".formatted(columns, root, table),
            row)
        : List.of();
  }

  private static boolean hasFiles(Path table) {
    if (!Files.exists(table)) {
      return false;
    }
    try (Stream<Path> files = Files.walk(table)) {
      return files.anyMatch(it -> it.toString().endsWith(".parquet"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> List<T> rows(String sql, Row<T> row) {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      return statement.execute(sql) ? rows(statement, row) : List.of();
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static <T> List<T> rows(Statement statement, Row<T> row) throws SQLException {
    try (ResultSet found = statement.getResultSet()) {
      List<T> rows = new ArrayList<>();
      while (found.next()) {
        rows.add(row.of(found));
      }
      return rows;
    }
  }

  private SinkRecord tick(ResultSet row) throws SQLException {
    Trade trade =
        new Trade(
            market(row),
            TradeId.of(row.getString("trade_id")),
            Price.parse(row.getBigDecimal("price").stripTrailingZeros().toPlainString()),
            Quantity.parse(row.getBigDecimal("quantity").stripTrailingZeros().toPlainString()),
            Side.parse(row.getString("side")),
            row.getLong("exchange"));
    return new SinkRecord.Tick(
        id(row),
        new PriceTick(trade, row.getLong("receive"), Origin.parse(row.getString("origin"))));
  }

  private SinkRecord gap(ResultSet row) throws SQLException {
    long since = row.getLong("since");
    long until = row.getLong("until");
    Gap.State state = Gap.State.parse(row.getString("state"));
    long trades = row.getLong("trades");
    long from = row.getLong("from_id");
    Gap gap =
        row.wasNull()
            ? Gap.ofTime(since, until, state, trades)
            : new Gap(from, row.getLong("to_id"), since, until, state, trades);
    return new SinkRecord.GapChange(id(row), market(row), gap);
  }

  private static JournalId id(ResultSet row) throws SQLException {
    return JournalId.parse(row.getString("id"));
  }

  private static Market market(ResultSet row) throws SQLException {
    return new Market(new Venue(row.getString("venue")), Symbol.parse(row.getString("symbol")));
  }

  private interface Row<T> {
    T of(ResultSet row) throws SQLException;
  }
}
