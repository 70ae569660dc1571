package btcfeed.sink.postgresql;

import btcfeed.api.PluginValues;
import btcfeed.api.SinkPlugin.SinkOrder;
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
import btcfeed.domain.port.SinkPort;
import btcfeed.domain.sequence.Gap;
import btcfeed.domain.sink.SinkRecord;
import btcfeed.sinkkit.SinkSubject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A schema of its own on a server that several tests share. */
final class PostgresSchema implements SinkSubject {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  static final CursorRow ROW = new CursorRow("postgresql", "instance-1");

  private final PostgresServer server;
  private final String name = "test_" + NUMBER.incrementAndGet();

  PostgresSchema(PostgresServer server) {
    this.server = server;
  }

  String name() {
    return name;
  }

  @Override
  public SinkPort open() {
    return open("postgresql", server.url());
  }

  SinkPort open(String sink, String url) {
    return open(name, sink, url);
  }

  static SinkPort open(String schema, String sink, String url) {
    PluginValues values =
        new PluginValues(Map.of("FEED_POSTGRESQL_SCHEMA", schema, "FEED_POSTGRESQL_GATHER", "0ms"));
    return new PostgresqlPlugin().open(new SinkOrder(sink, url, "instance-1", values));
  }

  /** A sink that gives up a call after this time. */
  SinkPort open(String url, Duration limit) {
    return new PostgresqlSink(connector(url), ROW, Duration.ZERO, limit);
  }

  PostgresqlConnector connector(String url) {
    return new PostgresqlConnector(PostgresqlAddress.parse(url), "postgresql", name);
  }

  @Override
  public List<SinkRecord> content() {
    List<SinkRecord> records = new ArrayList<>();
    try (Connection connection = server.connect()) {
      read(connection, "btc_ticks", row -> records.add(tick(row)));
      read(connection, "btc_gaps", row -> records.add(gap(row)));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    records.sort(Comparator.comparing(SinkRecord::id));
    return records;
  }

  private interface Reader {
    void read(ResultSet row) throws SQLException;
  }

  private void read(Connection connection, String table, Reader reader) throws SQLException {
    try (PreparedStatement select =
            connection.prepareStatement("SELECT * FROM " + name + "." + table);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        reader.read(row);
      }
    }
  }

  private static SinkRecord tick(ResultSet row) throws SQLException {
    Trade trade =
        new Trade(
            market(row),
            TradeId.of(row.getString("trade_id")),
            Price.parse(row.getString("price")),
            Quantity.parse(row.getString("quantity")),
            Side.parse(row.getString("side")),
            row.getLong("exchange_time_us"));
    return new SinkRecord.Tick(
        id(row),
        new PriceTick(
            trade, row.getLong("receive_time_us"), Origin.parse(row.getString("origin"))));
  }

  private static SinkRecord gap(ResultSet row) throws SQLException {
    Gap.State state = Gap.State.parse(row.getString("state"));
    long since = row.getLong("since_us");
    long until = row.getLong("until_us");
    long trades = row.getLong("trades");
    long from = row.getLong("from_id");
    boolean timed = row.wasNull();
    return new SinkRecord.GapChange(
        id(row),
        market(row),
        timed
            ? Gap.ofTime(since, until, state, trades)
            : new Gap(from, row.getLong("to_id"), since, until, state, trades));
  }

  private static JournalId id(ResultSet row) throws SQLException {
    return new JournalId(row.getLong("id_ms"), row.getLong("id_seq"));
  }

  private static Market market(ResultSet row) throws SQLException {
    return new Market(new Venue(row.getString("venue")), Symbol.parse(row.getString("symbol")));
  }

  @Override
  public boolean removes() {
    return true;
  }

  @Override
  public boolean fences() {
    return true;
  }

  @Override
  public void close() {
    server.sql("DROP SCHEMA IF EXISTS " + name + " CASCADE");
  }
}
