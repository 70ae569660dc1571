package btcfeed.bootstrap.wire;

import btcfeed.bootstrap.cli.Exit;
import btcfeed.bootstrap.cli.Start;
import btcfeed.bootstrap.config.FeedConfig;
import btcfeed.bootstrap.config.RedisEndpoint;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.store.StorePosition;
import btcfeed.domain.store.WriterSeat;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.Venues;
import btcfeed.http.FeedHttp;
import btcfeed.journal.FileJournal;
import btcfeed.redis.Publishing;
import btcfeed.redis.RedisTarget;
import btcfeed.redis.RedissonStore;
import btcfeed.redis.Topology;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Preflight: tries out everything {@code run} would need and prints a table of it.
 *
 * <p>A store that is away would not keep {@code run} from starting, but it is what one wants to
 * know beforehand, so it fails the check.
 */
final class CheckVerb {
  private static final Duration HANDSHAKE = Duration.ofSeconds(10);
  private static final Duration FIRST_WORD = Duration.ofSeconds(10);

  private final Clock clock;

  CheckVerb(Clock clock) {
    this.clock = clock;
  }

  /** One line of the table. */
  private record Row(Mark mark, String what, String found) {}

  private enum Mark {
    OK("ok"),
    WARN("warn"),
    FAIL("FAIL");

    private final String text;

    Mark(String text) {
      this.text = text;
    }
  }

  int check(Start start) {
    FeedConfig config = start.config();
    List<Row> rows = new ArrayList<>();
    start.warnings().forEach(warning -> rows.add(new Row(Mark.WARN, "configuration", warning)));
    rows.add(new Row(Mark.OK, "configuration", "every setting can be used"));
    rows.add(dataDirectory(config.journal().dataDir()));
    rows.add(httpPort(config.http()));
    config.stores().primary().ifPresent(at -> rows.add(redis("primary", at, config)));
    switch (config.stores().failover()) {
      case FeedConfig.Failover.None() -> {}
      case FeedConfig.Failover.At(RedisEndpoint at) -> rows.add(redis("failover", at, config));
      case FeedConfig.Failover.Embedded() ->
          rows.add(new Row(Mark.OK, "failover", "an embedded Redis, started with the service"));
    }
    rows.addAll(venues(config));
    int width = rows.stream().mapToInt(row -> row.what().length()).max().orElse(0);
    for (Row row : rows) {
      start
          .out()
          .printf("  %-4s  %-" + width + "s  %s%n", row.mark().text, row.what(), row.found());
    }
    boolean fine = rows.stream().noneMatch(row -> row.mark() == Mark.FAIL);
    start.out().println(fine ? "run would work." : "run would not work as configured.");
    return fine ? Exit.FINE : Exit.FAILED;
  }

  private static Row dataDirectory(Path directory) {
    return FileJournal.obstacle(directory.resolve(RunVerb.JOURNAL))
        .map(why -> new Row(Mark.FAIL, "data directory", why + " (FEED_DATA_DIR)"))
        .orElseGet(() -> new Row(Mark.OK, "data directory", directory + room(directory)));
  }

  private static String room(Path directory) {
    try {
      return ", " + (Files.getFileStore(directory).getUsableSpace() >> 20) + " MiB free";
    } catch (IOException _) {
      // Some file systems do not tell; it can be written, and that is what counts.
      return "";
    }
  }

  private static Row httpPort(FeedConfig.Http http) {
    String address = http.host() + ":" + http.port();
    return FeedHttp.obstacle(new InetSocketAddress(http.host(), http.port()))
        .map(why -> new Row(Mark.FAIL, "http", address + ": " + why))
        .orElseGet(() -> new Row(Mark.OK, "http", address + " is free"));
  }

  private Row redis(String name, RedisEndpoint at, FeedConfig config) {
    RedisTarget target = Stores.target(at, config.stores());
    Publishing publishing =
        Publishing.DEFAULT.named(Stores.names(target.topology(), config.stores()));
    try (RedissonStore store = new RedissonStore(target, publishing, clock)) {
      return switch (store.position()) {
        case PricePort.Reading.Failed(var failure) -> new Row(Mark.FAIL, name, failure.detail());
        case PricePort.Reading.At(StorePosition position) -> written(name, target, store, position);
      };
    }
  }

  private static Row written(
      String name, RedisTarget target, RedissonStore store, StorePosition position) {
    String about =
        target.address() + master(target, store) + ", version " + position.facts().version();
    return switch (store.tryWrite()) {
      case PricePort.Outcome.Failed(var failure) ->
          new Row(Mark.FAIL, name, about + ", cannot be written: " + failure.detail());
      case PricePort.Outcome.Diverged(String detail) -> new Row(Mark.FAIL, name, about + detail);
      case PricePort.Outcome.Fenced(WriterSeat by) ->
          new Row(Mark.FAIL, name, about + ", held by " + by.instance());
      case PricePort.Outcome.Kept _ -> {
        String policy = position.facts().maxmemoryPolicy();
        boolean safe = policy.isEmpty() || policy.equals("noeviction");
        yield safe
            ? new Row(Mark.OK, name, about + ", writable")
            : new Row(
                Mark.WARN,
                name,
                about + ", writable, but maxmemory-policy is " + policy + ": set it to noeviction");
      }
    };
  }

  /** Which of several servers is written to. */
  private static String master(RedisTarget target, RedissonStore store) {
    return target.topology() instanceof Topology.Single
        ? ""
        : store.node().map(node -> ", master " + node).orElse("");
  }

  private List<Row> venues(FeedConfig config) {
    List<Row> rows = new ArrayList<>();
    try {
      for (LinePort line : Lines.of(config, /* each= */ 1, clock)) {
        rows.add(venue(line, address(line.id().venue(), config)));
      }
    } catch (CannotStart refused) {
      rows.add(new Row(Mark.FAIL, "venue", String.valueOf(refused.getMessage())));
    }
    return rows;
  }

  /** Where a venue is looked for, without what may be secret in it. */
  private static String address(Venue venue, FeedConfig config) {
    URI uri =
        Venues.codec(venue.name(), Lines.settings(config.venues(), venue)).subscription().uri();
    String host = uri.getScheme() + "://" + uri.getHost();
    return uri.getPort() < 0 ? host : host + ":" + uri.getPort();
  }

  private static Row venue(LinePort line, String address) {
    String name = line.id().venue().name();
    CompletableFuture<Row> found = new CompletableFuture<>();
    return switch (line.open(event -> hear(name, event, found), HANDSHAKE)) {
      case LinePort.Opened.Failed(_, _, String detail) ->
          new Row(Mark.FAIL, name, address + ": " + detail);
      case LinePort.Opened.Connected(LinePort.Connection connection) -> {
        Row row = await(name, found);
        connection.close("checked");
        yield row;
      }
    };
  }

  private static void hear(String name, LineEvent event, CompletableFuture<Row> found) {
    switch (event) {
      case LineEvent.Confirmed _, LineEvent.Trades _ ->
          found.complete(new Row(Mark.OK, name, "connected and subscribed"));
      case LineEvent.SubscriptionRefused(String detail, _) ->
          found.complete(new Row(Mark.FAIL, name, "refused the subscription: " + detail));
      case LineEvent.Closed(String detail) ->
          found.complete(new Row(Mark.FAIL, name, "closed the connection: " + detail));
      case LineEvent.Heartbeat _,
          LineEvent.Reached _,
          LineEvent.PlannedClose _,
          LineEvent.Bad _,
          LineEvent.Cut _ -> {}
    }
  }

  private static Row await(String name, CompletableFuture<Row> found) {
    try {
      return found.get(FIRST_WORD.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return new Row(Mark.FAIL, name, "connected, but the subscription was not confirmed in 10 s");
    } catch (InterruptedException | ExecutionException failed) {
      return new Row(Mark.FAIL, name, failed.toString());
    }
  }
}
