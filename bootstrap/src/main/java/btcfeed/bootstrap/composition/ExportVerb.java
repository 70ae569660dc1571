package btcfeed.bootstrap.composition;

import btcfeed.api.ExportPlugin;
import btcfeed.application.replicate.Replica;
import btcfeed.bootstrap.cli.Exit;
import btcfeed.bootstrap.cli.Invocation;
import btcfeed.bootstrap.export.ExportOptions;
import btcfeed.bootstrap.export.TickExport;
import btcfeed.bootstrap.export.TickSource;
import btcfeed.configuration.FeedConfig;
import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.port.ReadPort.ReadResult;
import btcfeed.domain.time.Clock;
import btcfeed.journal.ReadOnlyJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code export}: copies ticks of the journal or of the primary into a file. */
final class ExportVerb {
  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final int PAGE = 10_000;
  private static final JournalId END = new JournalId(Long.MAX_VALUE, Long.MAX_VALUE);

  private final Clock clock;
  private long toldAt;

  ExportVerb(Clock clock) {
    this.clock = clock;
    toldAt = clock.nanos();
  }

  int export(Invocation invocation, ExportOptions options) {
    List<ExportPlugin> plugins =
        PluginsVerb.catalog(invocation.config().plugins().folder()).of(ExportPlugin.class);
    Optional<TickExport.Format> format = format(options.format(), plugins);
    if (format.isEmpty()) {
      invocation
          .err()
          .printf(
              "btc-feed: there is no format '%s'; there are csv%s. Plugins are in %s%n",
              options.format(),
              String.join("", plugins.stream().map(it -> ", " + it.name()).toList()),
              invocation.config().plugins().folder());
      return Exit.WRONG_USAGE;
    }
    try {
      TickExport export =
          new TickExport(options, format.get(), (ticks, time) -> progress(invocation, ticks, time));
      TickExport.Result result = export.from(source(options.source(), invocation.config()));
      invocation.out().printf("%,d ticks in %s%n", result.ticks(), options.out());
      if (result.unreadable() > 0) {
        invocation
            .err()
            .printf(
                "btc-feed: %,d places of the journal could not be read: damaged, or deleted by the"
                    + " service meanwhile%n",
                result.unreadable());
        return Exit.FAILED;
      }
      return Exit.FINE;
    } catch (IOException failed) {
      invocation.err().println("btc-feed: " + reason(failed));
      return Exit.FAILED;
    }
  }

  private static Optional<TickExport.Format> format(String name, List<ExportPlugin> plugins) {
    return name.equals(ExportOptions.CSV)
        ? Optional.of(TickExport.Format.csv())
        : plugins.stream()
            .filter(plugin -> plugin.name().equals(name))
            .findFirst()
            .map(plugin -> plugin::create);
  }

  private void progress(Invocation invocation, long ticks, Instant time) {
    if (clock.nanos() - toldAt >= PROGRESS_NANOS) {
      toldAt = clock.nanos();
      invocation.err().printf("%,d ticks, read up to %s%n", ticks, time);
    }
  }

  private TickSource source(ExportOptions.Source source, FeedConfig config) throws IOException {
    return switch (source) {
      case JOURNAL -> journal(config.journal().dataDir().resolve(RunVerb.JOURNAL));
      case STORE ->
          store(
              StoreFactory.primary(config, clock)
                  .orElseThrow(() -> new IOException("there is no primary Redis; set REDIS_URL")));
    };
  }

  private static TickSource journal(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      throw new IOException("there is no journal in " + directory + " (FEED_DATA_DIR)");
    }
    ReadOnlyJournal journal = new ReadOnlyJournal(directory);
    return (after, visitor) -> journal.readAfter(after, batch -> visitor.visit(batch.entries()));
  }

  private static TickSource store(Replica replica) {
    return (after, visitor) -> {
      try (PricePort port = replica.store()) {
        JournalId at = after;
        boolean whole = false;
        while (!whole) {
          ReadPort.Page page = page(port.reads().between("btc:ticks", at, END, PAGE));
          if (!page.entries().isEmpty()) {
            visitor.visit(page.entries());
          }
          at = page.reached();
          whole = page.whole();
        }
        return 0;
      }
    };
  }

  private static ReadPort.Page page(ReadResult<ReadPort.Page> result) throws IOException {
    return switch (result) {
      case ReadResult.Found<ReadPort.Page>(ReadPort.Page page) -> page;
      case ReadResult.Failed<ReadPort.Page>(PricePort.Failure failure) ->
          throw new IOException("the primary cannot be read: " + failure.detail());
    };
  }

  private static String reason(IOException failed) {
    return failed instanceof NoSuchFileException missing
        ? "there is no " + missing.getFile()
        : String.valueOf(failed.getMessage());
  }
}
