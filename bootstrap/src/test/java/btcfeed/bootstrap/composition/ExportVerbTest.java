package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.bootstrap.cli.Cli;
import btcfeed.domain.journal.Entry;
import btcfeed.domain.journal.JournalEvent;
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
import btcfeed.domain.port.JournalPort.Appended;
import btcfeed.journal.FileJournal;
import btcfeed.journal.JournalOptions;
import btcfeed.journal.OpenResult;
import btcfeed.testsupport.RedisProcess;
import btcfeed.testsupport.RespClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The verb export")
class ExportVerbTest {
  private static final long NOON_MS = 1_796_126_400_000L;
  private static final Market MARKET = new Market(new Venue("binance"), Symbol.parse("BTC-USDT"));

  @TempDir Path folder = Path.of("");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>();

  private int export(String... more) {
    environment.put("FEED_DATA_DIR", folder.resolve("data").toString());
    environment.put("FEED_PLUGINS_DIR", folder.resolve("plugins").toString());
    List<String> args = new ArrayList<>(List.of("export", "--out", file().toString()));
    args.addAll(List.of(more));
    return Cli.run(
        args,
        environment,
        new WiredVerbs(new SystemClock()),
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private Path file() {
    return folder.resolve("ticks.csv");
  }

  private String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  @DisplayName("writes the journal of a running service")
  void journal() throws IOException {
    try (FileJournal journal = journalOf(1_000)) {
      assertThat(export("--from", "2026-12-01T12:00:00.100Z", "--to", "2026-12-02")).isZero();
      assertThat(journal.status().records()).isEqualTo(1_000);
    }
    List<String> lines = Files.readAllLines(file());
    assertThat(lines).hasSize(901);
    assertThat(lines.get(1))
        .isEqualTo("1796126400100-0,binance,BTC-USDT,100,76745.19,0.5,buy,1796126400100000,7,live");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("900 ticks in " + file() + "\n");
    assertThat(errors()).isEmpty();
  }

  private FileJournal journalOf(int ticks) {
    var opened =
        FileJournal.open(
            folder.resolve("data").resolve(RunVerb.JOURNAL),
            JournalOptions.withMaxBytes(64 << 20),
            "instance");
    assertThat(opened).isInstanceOf(OpenResult.Ready.class);
    FileJournal journal = ((OpenResult.Ready) opened).journal();
    assertThat(journal.append(IntStream.range(0, ticks).mapToObj(ExportVerbTest::tick).toList()))
        .isInstanceOf(Appended.Done.class);
    return journal;
  }

  private static Entry tick(int number) {
    Trade trade =
        new Trade(
            MARKET,
            TradeId.of(number),
            Price.parse("76745.19"),
            Quantity.parse("0.5"),
            Side.BUY,
            (NOON_MS + number) * 1_000);
    return new Entry(
        new JournalId(NOON_MS + number, 0),
        new JournalEvent.Ticked(new PriceTick(trade, 7, Origin.LIVE)));
  }

  @Test
  @DisplayName("writes the stream of the primary")
  void store() throws IOException {
    try (RedisProcess redis = RedisProcess.start();
        RespClient client = new RespClient(redis.port(), Duration.ofSeconds(5))) {
      for (int i = 0; i < 3; i++) {
        Object _ =
            client.command(
                ("XADD btc:ticks "
                        + (NOON_MS + i)
                        + "-0 venue binance symbol BTC-USDT trade_id "
                        + i
                        + " price 76745.19 quantity 0.5 side buy exchange_time_us 9"
                        + " receive_time_us 7 origin live")
                    .split(" "));
      }
      environment.put("REDIS_URL", "redis://127.0.0.1:" + redis.port());
      assertThat(export("--source", "store")).as(errors()).isZero();
    }
    assertThat(Files.readAllLines(file()))
        .hasSize(4)
        .last()
        .isEqualTo("1796126400002-0,binance,BTC-USDT,2,76745.19,0.5,buy,9,7,live");
  }

  @Test
  @DisplayName("names what is missing")
  void missing() {
    assertThat(export()).isEqualTo(1);
    assertThat(errors()).contains("there is no journal in ").contains("(FEED_DATA_DIR)");
    assertThat(export("--source", "store")).isEqualTo(1);
    assertThat(errors()).contains("there is no primary Redis; set REDIS_URL");
    assertThat(export("--format", "parquet")).isEqualTo(2);
    assertThat(errors()).contains("there is no format 'parquet'; there are csv. Plugins are in ");
    assertThat(file()).doesNotExist();
  }
}
