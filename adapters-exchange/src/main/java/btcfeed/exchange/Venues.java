package btcfeed.exchange;

import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.HistoryPort;
import btcfeed.domain.port.LinePort;
import btcfeed.domain.sequence.Continuity;
import btcfeed.domain.time.Clock;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.exchange.history.HttpHistory;
import btcfeed.exchange.input.InputLimits;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.line.EndpointFailover;
import btcfeed.exchange.line.FrameTap;
import btcfeed.exchange.line.VenueLine;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.exchange.net.VenueHttpClient;
import btcfeed.exchange.venue.VenueDescription;
import btcfeed.exchange.venue.VenuePlugin;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Venues by their names, and lines to them. Immutable; any thread. */
public final class Venues {
  /** The venue that is meant where the operator names none. */
  public static final Venue DEFAULT = new Venue("binance");

  private static final String SECOND = "b";

  private final Map<String, VenueDescription> byName;

  private Venues(Map<String, VenueDescription> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /** The venues of the plugins on the class path of this class: those that come with it. */
  public static Venues builtIn() {
    return BuiltIn.VENUES;
  }

  /** Loaded when they are first needed. */
  private static final class BuiltIn {
    private static final Venues VENUES =
        of(
            ServiceLoader.load(VenuePlugin.class, Venues.class.getClassLoader()).stream()
                .flatMap(it -> it.get().venues().stream())
                .toList());
  }

  /** These venues. An {@code IllegalArgumentException} tells that two have the same name. */
  public static Venues of(List<VenueDescription> venues) {
    Addition all = new Venues(Map.of()).with(venues);
    if (!all.refused().isEmpty()) {
      throw new IllegalArgumentException(
          "two venues have the name '" + all.refused().getFirst().venue() + "'");
    }
    return all.venues();
  }

  /**
   * These venues and more.
   *
   * @param venues has the first venue of each name
   * @param refused have the name of another venue, which stays
   */
  public record Addition(Venues venues, List<VenueDescription> refused) {
    public Addition {
      refused = List.copyOf(refused);
    }
  }

  /** Adds venues. The first venue of a name stays. */
  public Addition with(List<VenueDescription> more) {
    Map<String, VenueDescription> all = new TreeMap<>(byName);
    List<VenueDescription> refused = new ArrayList<>();
    for (VenueDescription venue : more) {
      if (all.putIfAbsent(venue.venue().name(), venue) != null) {
        refused.add(venue);
      }
    }
    return new Addition(new Venues(all), refused);
  }

  /** The names of the venues, in order. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /** The description of a venue; empty if the name is unknown. */
  public Optional<VenueDescription> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The description of a venue. An {@code IllegalArgumentException} lists the known names. */
  public VenueDescription named(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no venue '" + name + "'; known are: " + String.join(", ", names())));
  }

  /**
   * The codec of a venue with these options. An {@code IllegalArgumentException} says why there can
   * be none.
   */
  public VenueCodec codec(String name, VenueOptions options) {
    return named(name).codec(options);
  }

  /** The exchange whose trades a venue publishes; see {@link VenueDescription#exchange}. */
  public Venue exchange(Venue venue) {
    return find(venue.name()).map(VenueDescription::exchange).orElse(venue);
  }

  /** What the trade ids of a venue tell; those of an unknown venue are opaque. */
  public Continuity continuity(String name) {
    return find(name).map(VenueDescription::continuity).orElse(Continuity.OPAQUE);
  }

  /**
   * The history of a venue; empty if it has none.
   *
   * @param url replaces the venue's own address
   * @param budget the memory for messages, shared by all lines and histories of the process
   */
  public Optional<HistoryPort> history(
      String name, Optional<URI> url, OutboundConnector connector, MessageBudget budget) {
    return find(name)
        .flatMap(VenueDescription::history)
        .map(
            it ->
                new HttpHistory(
                    it,
                    url,
                    new VenueHttpClient(
                        connector,
                        InputLimits.HISTORY_EXCHANGE_TIME,
                        InputLimits.HISTORY_BODY_BYTES),
                    budget));
  }

  /**
   * A line to a venue; it does not connect yet. Line {@code b} uses another client library than
   * line {@code a}, so that no fault of one library interrupts both.
   *
   * @param budget the memory for messages, shared by all lines and histories of the process
   * @param tap receives every message before it is decoded
   */
  public LinePort open(
      String name,
      VenueOptions options,
      String letter,
      OutboundConnector connector,
      MessageBudget budget,
      Clock clock,
      FrameTap tap) {
    VenueDescription venue = named(name);
    VenueLine.Client client =
        letter.equals(SECOND) ? VenueLine.Client.NETTY : VenueLine.Client.TYRUS;
    List<LinePort> endpoints =
        Stream.concat(Stream.of(options), venue.alternatives(options).stream().map(options::at))
            .<LinePort>map(
                at ->
                    new VenueLine(
                        new LineId(venue.venue(), letter),
                        client,
                        venue.codec(at),
                        at.maxMessageBytes(),
                        budget,
                        connector,
                        clock,
                        tap,
                        VenueLine.CLOSE_TIMEOUT))
            .toList();
    return endpoints.size() == 1 ? endpoints.getFirst() : new EndpointFailover(endpoints);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Venues venues && byName.equals(venues.byName);
  }

  @Override
  public int hashCode() {
    return byName.hashCode();
  }

  @Override
  public String toString() {
    return byName.keySet().toString();
  }
}
