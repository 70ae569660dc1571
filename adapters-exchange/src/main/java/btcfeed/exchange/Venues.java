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
import btcfeed.exchange.venue.KnownVenues;
import btcfeed.exchange.venue.VenueDescription;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The known venues, and lines to them. Any thread. */
public final class Venues {
  /** The venue that is meant where the operator names none. */
  public static final Venue DEFAULT = KnownVenues.ALL.getFirst().venue();

  private static final String SECOND = "b";

  private Venues() {}

  /** The names of the known venues, in order. */
  public static List<String> names() {
    return KnownVenues.ALL.stream().map(it -> it.venue().name()).toList();
  }

  /** The description of a venue; empty if the name is unknown. */
  public static Optional<VenueDescription> find(String name) {
    return KnownVenues.ALL.stream().filter(it -> it.venue().name().equals(name)).findFirst();
  }

  /** The description of a venue. An {@code IllegalArgumentException} lists the known names. */
  public static VenueDescription of(String name) {
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
  public static VenueCodec codec(String name, VenueOptions options) {
    return of(name).codec(options);
  }

  /** The exchange whose trades a venue publishes; see {@link VenueDescription#exchange}. */
  public static Venue exchange(Venue venue) {
    return find(venue.name()).map(VenueDescription::exchange).orElse(venue);
  }

  /** What the trade ids of a venue tell; those of an unknown venue are opaque. */
  public static Continuity continuity(String name) {
    return find(name).map(VenueDescription::continuity).orElse(Continuity.OPAQUE);
  }

  /**
   * The history of a venue; empty if it has none.
   *
   * @param url replaces the venue's own address
   * @param budget the memory for messages, shared by all lines and histories of the process
   */
  public static Optional<HistoryPort> history(
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
  public static LinePort open(
      String name,
      VenueOptions options,
      String letter,
      OutboundConnector connector,
      MessageBudget budget,
      Clock clock,
      FrameTap tap) {
    VenueDescription venue = of(name);
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
}
