package btcfeed.bootstrap.composition;

import btcfeed.application.work.CloseStack;
import btcfeed.configuration.CannotStart;
import btcfeed.configuration.FeedConfig;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.HistoryPort;
import btcfeed.domain.port.JournalPort;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.Venues;
import btcfeed.journal.FileJournal;
import btcfeed.recording.RecordingHeader;
import btcfeed.recording.ReplayedFeed;
import btcfeed.redis.StoreReader;
import btcfeed.rehearsal.faults.Folders;
import btcfeed.rehearsal.faults.RedisPair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Starts the service that a recording is played into: with a journal and two stores of its own,
 * deleted afterwards, or with those that are configured.
 */
record ReplayService(
    FeedConfig wanted, Venues venues, boolean intoConfigured, Clock clock, FeedLog log)
    implements ReplayedFeed.Starter {
  /** A line that was closed in the recording reconnects at once. */
  private static final Duration RECONNECT = Duration.ofMillis(20);

  @Override
  public ReplayedFeed start(RecordingHeader recorded, List<LinePort> lines) throws CannotStart {
    try (CloseStack opened =
        new CloseStack(failed -> System.err.println("while ending the replay: " + failed))) {
      FeedConfig config = wanted.simulated(venues(recorded), wanted.stores());
      Optional<RedisPair> own = Optional.empty();
      if (!intoConfigured) {
        Path directory = Files.createTempDirectory("btc-feed-replay");
        opened.push(() -> Folders.delete(directory));
        RedisPair pair =
            opened.push(
                RedisPair.start(directory, EmbeddedRedisSupervisor.launcher(wanted), clock));
        own = Optional.of(pair);
        FeedConfig.Stores stores = config.stores();
        config =
            config
                .simulated(config.venues(), pair.config(stores, stores.failbackGrace()))
                .onFreePort(directory.resolve("data"));
      }
      FileJournal journal = opened.push(RunVerb.journal(config));
      RunningFeed feed =
          opened.push(
              FeedAssembly.start(
                  config,
                  new Recorded(venues, lines),
                  journal,
                  StoreFactory.open(config, clock),
                  clock,
                  log));
      return new Running(feed, journal, own, opened.handOver());
    } catch (IOException failed) {
      throw new CannotStart("the replay cannot be set up: " + failed);
    }
  }

  private FeedConfig.Venues venues(RecordingHeader recorded) {
    Set<Symbol> symbols = new LinkedHashSet<>();
    recorded.venues().forEach(listened -> symbols.addAll(listened.symbols()));
    return new FeedConfig.Venues(
        recorded.venues().stream().map(RecordingHeader.Listened::venue).toList(),
        List.copyOf(symbols),
        Map.of(),
        Map.of(),
        recorded.venues().stream().mapToInt(RecordingHeader.Listened::lines).max().orElse(1),
        wanted.venues().maxMessageBytes(),
        RECONNECT);
  }

  /** The lines of a recording. What it lacks cannot be fetched. */
  private record Recorded(Venues venues, List<LinePort> recorded) implements MarketDataSource {
    @Override
    public List<LinePort> lines() {
      return recorded;
    }

    @Override
    public HistoryPort history(Venue venue) {
      return new NoHistory("it is a recording that is played, and has nothing else");
    }
  }

  private record Running(
      RunningFeed feed, JournalPort journal, Optional<RedisPair> own, CloseStack opened)
      implements ReplayedFeed {
    @Override
    public int httpPort() {
      return feed.httpPort();
    }

    @Override
    public boolean leads() {
      return feed.leads();
    }

    @Override
    public boolean settled() {
      return feed.settled();
    }

    @Override
    public List<StoreReader> ownStores() {
      return own.stream().flatMap(pair -> Stream.of(StoreName.values()).map(pair::read)).toList();
    }

    @Override
    public void close() {
      opened.close();
    }
  }
}
