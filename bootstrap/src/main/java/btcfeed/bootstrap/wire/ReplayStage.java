package btcfeed.bootstrap.wire;

import btcfeed.bootstrap.config.FeedConfig;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.FeedLog;
import btcfeed.domain.port.HistoryPort;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.store.StoreName;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.exchange.recording.Player;
import btcfeed.exchange.recording.RecordingHeader;
import btcfeed.exchange.recording.Speed;
import btcfeed.exchange.recording.Tape;
import btcfeed.journal.FileJournal;
import btcfeed.redis.StoreReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A service whose venues are a recording: with a journal and two stores of its own in a directory
 * that is removed afterwards, or with those that are configured.
 */
final class ReplayStage implements AutoCloseable {
  private static final int ANY_PORT = 0;

  /** A line that was closed in the recording is wanted again at once. */
  private static final Duration RECONNECT = Duration.ofMillis(20);

  private Path directory = Path.of("");
  private final CloseStack open =
      new CloseStack(failed -> System.err.println("while taking the replay down: " + failed));
  private final ReceivedTrades heard = new ReceivedTrades();
  private final Optional<DrillStores> own;
  private final Player player;
  private final JournalDigest tally;
  private final Service service;

  private ReplayStage(
      FeedConfig wanted, Tape tape, Speed speed, boolean intoConfigured, Clock clock, FeedLog log)
      throws CannotStart, IOException {
    boolean up = false;
    try {
      player = player(wanted, tape, speed, clock);
      own = intoConfigured ? Optional.empty() : Optional.of(stores(wanted, clock));
      FeedConfig config = config(wanted, tape);
      FileJournal journal = RunVerb.journal(config);
      StoreFactory reached = stores(config, journal, clock);
      tally = new JournalDigest(journal);
      open.push(tally);
      service = Service.start(config, new Played(), journal, reached.replicas(), clock, log);
      open.push(service);
      open.push(player);
      up = true;
    } finally {
      if (!up) {
        close();
      }
    }
  }

  /** Puts everything up; nothing is played yet. */
  static ReplayStage open(
      FeedConfig wanted, Tape tape, Speed speed, boolean intoConfigured, Clock clock, FeedLog log)
      throws CannotStart {
    try {
      return new ReplayStage(wanted, tape, speed, intoConfigured, clock, log);
    } catch (IOException failed) {
      throw new CannotStart("the replay cannot be set up: " + failed);
    }
  }

  Player player() {
    return player;
  }

  ReceivedTrades heard() {
    return heard;
  }

  JournalDigest tally() {
    return tally;
  }

  Service service() {
    return service;
  }

  /** A reader of one of the stores, where they are ours. */
  Optional<StoreReader> read(StoreName name) throws CannotStart {
    return own.isPresent() ? Optional.of(own.get().read(name)) : Optional.empty();
  }

  private static Player player(FeedConfig wanted, Tape tape, Speed speed, Clock clock)
      throws CannotStart {
    try {
      return new Player(
          tape,
          (venue, symbols) ->
              Venues.codec(
                  venue,
                  new VenueOptions(symbols, Optional.empty(), wanted.venues().maxMessageBytes())),
          speed,
          clock);
    } catch (IllegalArgumentException refused) {
      throw new CannotStart("the recording cannot be understood: " + refused.getMessage());
    }
  }

  private DrillStores stores(FeedConfig wanted, Clock clock) throws CannotStart, IOException {
    directory = Files.createTempDirectory("btc-feed-replay");
    Path scratch = directory;
    open.push(() -> DrillStage.delete(scratch));
    DrillStores stores = DrillProcesses.start(scratch, wanted.stores().redisBinary(), clock);
    open.push(stores);
    return stores;
  }

  private StoreFactory stores(FeedConfig config, FileJournal journal, Clock clock)
      throws CannotStart {
    open.push(journal);
    StoreFactory reached = StoreFactory.open(config, clock);
    open.push(reached);
    return reached;
  }

  private FeedConfig config(FeedConfig wanted, Tape tape) {
    Set<Symbol> symbols = new LinkedHashSet<>();
    tape.heading().venues().forEach(heard -> symbols.addAll(heard.symbols()));
    FeedConfig.Venues venues =
        new FeedConfig.Venues(
            tape.heading().venues().stream().map(RecordingHeader.Listened::venue).toList(),
            List.copyOf(symbols),
            Map.of(),
            Map.of(),
            tape.heading().venues().stream()
                .mapToInt(RecordingHeader.Listened::lines)
                .max()
                .orElse(1),
            wanted.venues().maxMessageBytes(),
            RECONNECT);
    return new FeedConfig(
        venues,
        own.map(stores -> stores.config(wanted.stores())).orElse(wanted.stores()),
        own.isPresent()
            ? new FeedConfig.Http("127.0.0.1", ANY_PORT, 1, Set.of(), Set.of(), Optional.empty())
            : wanted.http(),
        own.isPresent() ? wanted.journal().in(directory.resolve("data")) : wanted.journal(),
        wanted.staleAfter(),
        wanted.log(),
        FeedConfig.Network.DIRECT);
  }

  /** Ends everything, children by their pid. Idempotent; any thread, also that of a signal. */
  @Override
  public void close() {
    open.close();
  }

  /** The recording instead of the venues: what it does not have, nobody is asked for. */
  private final class Played implements MarketDataSource {
    @Override
    public List<LinePort> lines(FeedConfig config, Clock clock) {
      return heard.over(player.lines());
    }

    @Override
    public HistoryPort history(FeedConfig.Venues venues, Venue venue) {
      return new NoHistory("it is a recording that is played, and has nothing else");
    }
  }
}
