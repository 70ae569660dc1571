package btcfeed.bootstrap.cli;

import btcfeed.bootstrap.export.ExportOptions;
import btcfeed.bootstrap.export.ExportOptions.Source;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code btc-feed export}. */
@Command(
    name = "export",
    description = {
      "Writes the ticks of the journal into a file, also while the service runs.",
      "The times are those of the venue. A tick that was fetched later is written where it lies in"
          + " the journal. The file appears when it is complete; none is overwritten.",
      "CSV is built in; other formats are plugins, see btc-feed plugins.",
      "Exit code 0 only if every record of the source could be read."
    })
final class ExportCommand implements Callable<Integer> {
  private static final String TIME = "2026-12-01 or 2026-12-01T08:30:00Z";

  private final CommandContext context;

  @Mixin private ConfigOptions config = new ConfigOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--out", paramLabel = "FILE", required = true, description = "The file to write.")
  private Path out = Path.of("");

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description =
          "The earliest time, 2026-12-01 or 2026-12-01T08:30:00Z; without it, everything from the"
              + " beginning.")
  private Optional<String> from = Optional.empty();

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "The time before which trades are written; without it, everything to the end.")
  private Optional<String> to = Optional.empty();

  @Option(
      names = "--symbol",
      paramLabel = "SYMBOL",
      split = ",",
      description = "Only these symbols: BTC-USDT,BTC-USD. All by default.")
  private List<String> symbols = new ArrayList<>();

  @Option(
      names = "--venue",
      paramLabel = "VENUE",
      split = ",",
      description = "Only these venues: binance,kraken. All by default.")
  private List<String> venues = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = ExportOptions.CSV,
      description = "csv, or the name of a plugin, such as parquet (${DEFAULT-VALUE}).")
  private String format = ExportOptions.CSV;

  @Option(
      names = "--source",
      paramLabel = "journal|store",
      defaultValue = "journal",
      description =
          "The journal in FEED_DATA_DIR, or btc:ticks of the primary Redis (${DEFAULT-VALUE}).")
  private String source = "journal";

  ExportCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ExportOptions options =
        new ExportOptions(
            read("--source", "journal or store", source, ExportCommand::source),
            from.map(text -> read("--from", TIME, text, ExportCommand::time)),
            to.map(text -> read("--to", TIME, text, ExportCommand::time)),
            symbols.stream().map(it -> read("--symbol", "BTC-USDT", it, Symbol::parse)).toList(),
            venues.stream().map(it -> read("--venue", "a venue's name", it, Venue::new)).toList(),
            format,
            out);
    return context.start(config, invocation -> context.verbs().export(invocation, options));
  }

  private static Source source(String text) {
    return Source.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static Instant time(String text) {
    return text.indexOf('T') < 0
        ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
        : Instant.parse(text);
  }

  private <T> T read(String option, String expected, String text, Function<String, T> reader) {
    try {
      return reader.apply(text);
    } catch (IllegalArgumentException | DateTimeException wrong) {
      throw new ParameterException(
          spec.commandLine(), option + " is " + expected + ", was " + text, wrong);
    }
  }
}
