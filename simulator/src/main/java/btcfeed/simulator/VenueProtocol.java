package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.TradeId;
import java.time.Duration;
import java.util.function.BiFunction;

/**
 * How one venue communicates: over its WebSocket and in its history pages. Immutable, any thread;
 * the state of one connection is in its {@link ClientSession}.
 */
abstract class VenueProtocol {
  private final Profile profile;
  private final HistoryEndpoint history;
  private final BiFunction<RequestHead, ExchangeView, ClientSession> sessions;

  /**
   * Describes a venue.
   *
   * @param sessions opens the session of a client that connected with a request
   */
  VenueProtocol(
      Profile profile,
      HistoryEndpoint history,
      BiFunction<RequestHead, ExchangeView, ClientSession> sessions) {
    this.profile = profile;
    this.history = history;
    this.sessions = sessions;
  }

  final Profile profile() {
    return profile;
  }

  /** Whether clients can connect at this path. */
  boolean connects(String path) {
    return path.equals(profile.path());
  }

  final ClientSession session(RequestHead request, ExchangeView view) {
    return sessions.apply(request, view);
  }

  /** Answers a request for past trades. */
  HistoryPage page(RequestHead request, ExchangeView view) {
    return history.answer(request, view);
  }

  /** The body of a page that is refused with this HTTP status. */
  String refusal(int status) {
    return history.refusal(status);
  }

  /** The id of the trade with this number. */
  TradeId id(long number) {
    return TradeId.of(number);
  }

  /**
   * The properties of a venue.
   *
   * @param path where clients connect
   * @param market the one it is best known for
   * @param shared whether one counter, with holes, serves all markets; otherwise each market has
   *     its own, without holes
   * @param firstId the number of the first trade
   * @param micros whether trade times are in microseconds; otherwise in milliseconds
   * @param heartbeatEvery how often it does what its heartbeat policy demands
   * @param answerWithin how long a client may stay silent
   */
  record Profile(
      String venue,
      String path,
      Symbol market,
      boolean shared,
      long firstId,
      boolean micros,
      HeartbeatPolicy heartbeats,
      Duration heartbeatEvery,
      Duration answerWithin) {
    /** A venue with ids from 1 per market, milliseconds, and a heartbeat every second. */
    static Profile of(String venue, String path, String market, HeartbeatPolicy heartbeats) {
      return new Profile(
          venue,
          path,
          Symbol.parse(market),
          false,
          1,
          false,
          heartbeats,
          Duration.ofSeconds(1),
          Duration.ofSeconds(60));
    }

    /** Ids come from one counter for all markets and only distinguish trades. */
    Profile opaqueIds(long first) {
      return new Profile(
          venue, path, market, true, first, micros, heartbeats, heartbeatEvery, answerWithin);
    }

    Profile microseconds() {
      return new Profile(
          venue, path, market, shared, firstId, true, heartbeats, heartbeatEvery, answerWithin);
    }

    Profile seconds(int heartbeat, int answer) {
      Duration every = Duration.ofSeconds(heartbeat);
      Duration within = Duration.ofSeconds(answer);
      return new Profile(venue, path, market, shared, firstId, micros, heartbeats, every, within);
    }
  }
}
