package btcfeed.bootstrap.composition;

import btcfeed.configuration.CannotStart;
import btcfeed.configuration.FeedConfig;
import btcfeed.domain.line.LineEvent;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.Venues;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.line.FrameTap;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.exchange.net.ProxyServer;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Checks every line that {@code run} opens, through the same connector. It gives a row for each
 * line and for each address of a venue that accepts no connection. Venues are checked in parallel,
 * the lines of one venue one after the other.
 */
final class VenueChecks {
  private static final Duration HANDSHAKE_WITHIN = Duration.ofSeconds(10);
  private static final Duration CONFIRMED_WITHIN = Duration.ofSeconds(10);
  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

  private final FeedConfig config;
  private final Venues venues;
  private final OutboundConnector connector;
  private final Clock clock;

  VenueChecks(FeedConfig config, Venues venues, Clock clock) {
    this.venues = venues;
    this.config = config;
    this.connector = Network.connector(config, clock);
    this.clock = clock;
  }

  List<CheckRow> rows() {
    Map<Venue, List<LinePort>> byVenue = new LinkedHashMap<>();
    try {
      LiveVenues live =
          new LiveVenues(config, venues, connector, MessageBudget.ofHeap(), clock, FrameTap.NONE);
      for (LinePort line : live.lines()) {
        byVenue.computeIfAbsent(line.id().venue(), _ -> new ArrayList<>()).add(line);
      }
    } catch (CannotStart refused) {
      return List.of(CheckRow.fail("venue", String.valueOf(refused.getMessage())));
    }
    List<CompletableFuture<List<CheckRow>>> checks = new ArrayList<>();
    byVenue.forEach(
        (venue, lines) -> {
          CompletableFuture<List<CheckRow>> check = new CompletableFuture<>();
          checks.add(check);
          Thread.startVirtualThread(() -> check.complete(safely(venue, lines)));
        });
    return checks.stream().flatMap(check -> check.join().stream()).toList();
  }

  private List<CheckRow> safely(Venue venue, List<LinePort> lines) {
    try {
      return rows(venue, lines);
    } catch (RuntimeException bug) {
      return List.of(CheckRow.fail(venue.name(), bug.toString()));
    }
  }

  private List<CheckRow> rows(Venue venue, List<LinePort> lines) {
    URI uri = venues.codec(venue.name(), config.options(venue)).subscription().uri();
    int port = OutboundConnector.port(uri);
    Optional<ProxyServer> proxy = connector.proxyFor(uri.getHost(), port);
    String address = address(uri) + proxy.map(it -> " through the proxy " + it).orElse("");
    List<CheckRow> rows = new ArrayList<>();
    lines.forEach(line -> rows.add(line(line, address)));
    // The row of a line that fails names each address already.
    if (proxy.isEmpty() && !rows.stream().allMatch(CheckRow::failed)) {
      rows.addAll(addresses(venue, uri.getHost(), port));
    }
    return rows;
  }

  private List<CheckRow> addresses(Venue venue, String host, int port) {
    try {
      List<CheckRow> rows = new ArrayList<>();
      for (Map.Entry<InetAddress, String> failure :
          connector.unreachable(host, port, CONNECT_WITHIN).entrySet()) {
        if (isWithoutIpv6(failure.getKey(), failure.getValue())) {
          continue;
        }
        rows.add(
            CheckRow.warn(
                venue.name(),
                "of the addresses of "
                    + host
                    + ", "
                    + failure.getKey().getHostAddress()
                    + " cannot be reached: "
                    + failure.getValue()
                    + "; the others are used"));
      }
      return List.copyOf(rows);
    } catch (IOException e) {
      return List.of(CheckRow.warn(venue.name(), String.valueOf(e.getMessage())));
    }
  }

  /** True if this machine has no IPv6: then the address is not at fault. */
  private static boolean isWithoutIpv6(InetAddress address, String failure) {
    return address instanceof Inet6Address
        && (failure.contains("unreachable") || failure.contains("assign"));
  }

  /** The address without user, password, path and query, which may be secret. */
  private static String address(URI uri) {
    String host = uri.getScheme() + "://" + uri.getHost();
    return uri.getPort() < 0 ? host : host + ":" + uri.getPort();
  }

  private static CheckRow line(LinePort line, String address) {
    String name = line.id().venue().name() + " line " + line.id().letter();
    CompletableFuture<CheckRow> found = new CompletableFuture<>();
    return switch (line.open(event -> note(name, address, event, found), HANDSHAKE_WITHIN)) {
      case LinePort.Opened.Failed(_, _, String detail) ->
          CheckRow.fail(name, address + ": " + detail);
      case LinePort.Opened.Connected(LinePort.Connection connection) -> {
        CheckRow row = await(name, found);
        connection.close("checked");
        yield row;
      }
    };
  }

  private static void note(
      String name, String address, LineEvent event, CompletableFuture<CheckRow> found) {
    switch (event) {
      case LineEvent.Confirmed _, LineEvent.Trades _ ->
          found.complete(CheckRow.ok(name, address + ": connected and subscribed"));
      case LineEvent.SubscriptionRefused(String detail, _) ->
          found.complete(CheckRow.fail(name, "refused the subscription: " + detail));
      case LineEvent.Closed(String detail) ->
          found.complete(CheckRow.fail(name, "closed the connection: " + detail));
      case LineEvent.Heartbeat _,
          LineEvent.Reached _,
          LineEvent.PlannedClose _,
          LineEvent.Bad _,
          LineEvent.Cut _ -> {}
    }
  }

  private static CheckRow await(String name, CompletableFuture<CheckRow> found) {
    try {
      return found.get(CONFIRMED_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      return CheckRow.fail(name, "connected, but the subscription was not confirmed in 10 s");
    } catch (InterruptedException | ExecutionException failed) {
      return CheckRow.fail(name, failed.toString());
    }
  }
}
