package btcfeed.exchange.history;

import btcfeed.domain.port.HistoryPort.Wanted;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is still to be asked for after a page. Each step asks for less than the step before, so that
 * no answer can repeat the paging for ever.
 */
public final class Paging {
  /** The cursor for what is older than a venue gave first. */
  public static final String OLDER = "older";

  /** The usual precision of a venue's times. */
  public static final long MILLI_US = 1_000;

  private Paging() {}

  /** Pages towards newer ids; a page without any wanted id is the last. */
  public static Optional<Wanted> towardsNewer(PageRows page) {
    return page.wanted() instanceof Wanted.Ids ids && below(page.highestId(), ids.toId())
        ? Optional.of(ids(ids, page.highestId().getAsLong() + 1, ids.toId()))
        : Optional.empty();
  }

  /** Pages towards older ids; a page without any wanted id is the last. */
  public static Optional<Wanted> towardsOlder(PageRows page) {
    return page.wanted() instanceof Wanted.Ids ids
            && page.lowestId().isPresent()
            && page.lowestId().getAsLong() > ids.fromId()
        ? Optional.of(ids(ids, ids.fromId(), page.lowestId().getAsLong() - 1))
        : Optional.empty();
  }

  /**
   * Pages towards later times, of at most {@code limit} rows; one that is not full is the last. A
   * page full of trades of one moment would be asked for again and again: the next one begins just
   * behind that moment.
   *
   * @param precisionUs the precision of the time in a request, microseconds
   */
  public static Optional<Wanted> towardsLater(PageRows page, int limit, long precisionUs) {
    Wanted wanted = page.wanted();
    if (page.count() < limit || page.latestUs().isEmpty()) {
      return Optional.empty();
    }
    long sinceUs = Math.max(page.latestUs().getAsLong(), since(wanted) + precisionUs);
    return sinceUs > until(wanted)
        ? Optional.empty()
        : Optional.of(between(wanted, sinceUs, until(wanted)));
  }

  /** Pages towards earlier milliseconds, of at most {@code limit} rows. */
  public static Optional<Wanted> towardsEarlier(PageRows page, int limit) {
    Wanted wanted = page.wanted();
    if (page.count() < limit || page.earliestUs().isEmpty()) {
      return Optional.empty();
    }
    long untilUs = Math.min(page.earliestUs().getAsLong(), until(wanted) - MILLI_US);
    return untilUs < since(wanted)
        ? Optional.empty()
        : Optional.of(between(wanted, since(wanted), untilUs));
  }

  /**
   * The newest trades, all a venue gives: done if they reach back far enough, or are all there ever
   * were; else the rest is asked for by {@link #OLDER}, which the venue's codec refuses or answers
   * by a wider window.
   */
  public static Optional<Wanted> newestOnly(PageRows page, int limit) {
    return page.reachesBack() || page.count() < limit
        ? Optional.empty()
        : Optional.of(page.wanted().from(OLDER));
  }

  /** Venue time of the oldest trade wanted, or of one before it. */
  public static long since(Wanted wanted) {
    return switch (wanted) {
      case Wanted.Ids ids -> ids.sinceUs();
      case Wanted.Times times -> times.sinceUs();
    };
  }

  /** Venue time of the newest trade wanted, or of one behind it. */
  public static long until(Wanted wanted) {
    return switch (wanted) {
      case Wanted.Ids ids -> ids.untilUs();
      case Wanted.Times times -> times.untilUs();
    };
  }

  private static Wanted between(Wanted wanted, long sinceUs, long untilUs) {
    return switch (wanted) {
      case Wanted.Ids(var market, long from, long to, _, _, _) ->
          new Wanted.Ids(market, from, to, sinceUs, untilUs, "");
      case Wanted.Times(var market, _, _, _) -> new Wanted.Times(market, sinceUs, untilUs, "");
    };
  }

  private static Wanted ids(Wanted.Ids wanted, long from, long to) {
    return new Wanted.Ids(wanted.market(), from, to, wanted.sinceUs(), wanted.untilUs(), "");
  }

  private static boolean below(OptionalLong value, long bound) {
    return value.isPresent() && value.getAsLong() < bound;
  }
}
