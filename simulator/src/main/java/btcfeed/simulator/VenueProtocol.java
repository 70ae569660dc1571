package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.TradeId;
import java.time.Duration;

/**
 * How one venue talks: over its WebSocket, and by the page. Immutable, any thread; what one client
 * was told is in its {@link ClientSession}.
 */
interface VenueProtocol {
  /** What sets it apart. */
  Profile profile();

  /** Whether clients may connect at this path. */
  boolean connects(String path);

  /** A conversation with one client that came in with this request. */
  ClientSession talk(RequestHead request, ExchangeView hall);

  /** Answers a request for past trades. */
  HistoryPage page(Query query, ExchangeView hall);

  /** How it puts it that a page is refused with this HTTP status. */
  String sorry(int status);

  /** How it calls its trade of this number. */
  default TradeId id(long number) {
    return TradeId.of(number);
  }

  /**
   * What sets a venue apart.
   *
   * @param path where clients connect
   * @param market the one it is best known for
   * @param shared whether one counter, with holes, serves all markets; otherwise each market has
   *     its own that counts up by one
   * @param firstId the first number it gives
   * @param micros whether it tells the time of a trade in microseconds; otherwise in milliseconds
   * @param beatEvery how often it does what its manners demand
   * @param answerWithin how long a client may keep it waiting
   */
  record Profile(
      String venue,
      String path,
      Symbol market,
      boolean shared,
      long firstId,
      boolean micros,
      HeartbeatPolicy manners,
      Duration beatEvery,
      Duration answerWithin) {
    /** Of a venue whose ids count up by one per market, from 1. */
    static Profile counting(
        String venue, String path, String market, boolean micros, HeartbeatPolicy manners) {
      return new Profile(
          venue,
          path,
          Symbol.parse(market),
          false,
          1,
          micros,
          manners,
          Duration.ofSeconds(1),
          Duration.ofSeconds(60));
    }

    /** Of a venue whose ids only tell trades apart. */
    static Profile naming(
        String venue,
        String path,
        String market,
        boolean micros,
        HeartbeatPolicy manners,
        long firstId) {
      return new Profile(
          venue,
          path,
          Symbol.parse(market),
          true,
          firstId,
          micros,
          manners,
          Duration.ofSeconds(1),
          Duration.ofSeconds(60));
    }

    Profile every(Duration beat, Duration answer) {
      return new Profile(venue, path, market, shared, firstId, micros, manners, beat, answer);
    }
  }
}
