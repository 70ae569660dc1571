package btcfeed.exchange.history;

import btcfeed.domain.port.HistoryPort.Wanted;
import java.util.List;
import java.util.Optional;

/**
 * How a venue's history is asked for, page by page. Each step asks for less than the step before,
 * or at another place, so that no response can repeat the paging for ever.
 */
public sealed interface Paging {
  /** By id; a page contains the oldest trades of the range. */
  record NewerIds() implements Paging {}

  /** By id; a page contains the newest trades of the range. */
  record OlderIds() implements Paging {}

  /**
   * By time; a page contains the oldest trades of the range.
   *
   * @param limit rows of a full page; one that is not full is the last
   * @param precisionUs the precision of the time in a request, in microseconds
   */
  record LaterTimes(int limit, long precisionUs) implements Paging {}

  /**
   * By time in milliseconds; a page contains the newest trades of the range.
   *
   * @param limit rows of a full page; one that is not full is the last
   */
  record EarlierTimes(int limit) implements Paging {}

  /** Only the newest trades of a market, and no older ones. */
  record Newest(int limit) implements Paging {}

  /** The trades of the last minute, hour, day: one name per window, the shortest first. */
  record Windows(List<String> names) implements Paging {}

  /** By time, with a page number from 1 to {@code lastPage}. */
  record Numbers(int limit, int lastPage) implements Paging {}

  /** The cursor for trades that are older than those of the first request. */
  String OLDER = "older";

  /** What is left to ask for after a page; empty if nothing. */
  default Optional<Wanted> next(PageRows page) {
    return switch (this) {
      case NewerIds _ -> newerIds(page);
      case OlderIds _ -> olderIds(page);
      case LaterTimes(int limit, long precisionUs) -> laterTimes(page, limit, precisionUs);
      case EarlierTimes(int limit) -> earlierTimes(page, limit);
      case Newest(int limit) ->
          page.reachesBack() || page.count() < limit
              ? Optional.empty()
              : Optional.of(page.wanted().from(OLDER));
      case Windows(List<String> names) -> {
        int next = Math.max(0, names.indexOf(page.wanted().cursor())) + 1;
        yield page.reachesBefore()
            ? Optional.empty()
            : Optional.of(page.wanted().from(next < names.size() ? names.get(next) : OLDER));
      }
      case Numbers(int limit, int lastPage) -> {
        int next = number(page.wanted()) + 1;
        yield page.count() < limit || next > lastPage
            ? Optional.empty()
            : Optional.of(page.wanted().from(Integer.toString(next)));
      }
    };
  }

  /** Why the venue cannot be asked for this; empty if it can. */
  default Optional<String> impossible(Wanted wanted) {
    String place = wanted.cursor();
    return switch (this) {
      case NewerIds _, OlderIds _ ->
          wanted instanceof Wanted.Times ? Optional.of("is asked by id only") : Optional.empty();
      case Newest(int limit) ->
          when(!place.isEmpty(), "it gives the last " + limit + " trades and nothing older");
      case Windows(List<String> names) ->
          when(
              !place.isEmpty() && !names.contains(place),
              "it gives the last " + names.getLast() + " and nothing older");
      case LaterTimes _, EarlierTimes _, Numbers _ -> Optional.empty();
    };
  }

  /** The value of {@code <page>} in a request: a page number, or the name of a window. */
  default String place(Wanted wanted) {
    if (this instanceof Windows(List<String> names)) {
      return names.contains(wanted.cursor()) ? wanted.cursor() : names.getFirst();
    }
    return Integer.toString(number(wanted));
  }

  /** For tables: {@code by id}, {@code by time}, {@code last 60}. */
  default String text() {
    return switch (this) {
      case NewerIds _, OlderIds _ -> "by id";
      case LaterTimes _, EarlierTimes _, Windows _, Numbers _ -> "by time";
      case Newest(int limit) -> "last " + limit;
    };
  }

  private static Optional<String> when(boolean condition, String reason) {
    return condition ? Optional.of(reason) : Optional.empty();
  }

  /** A page without a wanted id is the last. */
  static Optional<Wanted> newerIds(PageRows page) {
    return page.wanted() instanceof Wanted.Ids ids
            && page.ids().getCount() > 0
            && page.ids().getMax() < ids.toId()
        ? Optional.of(ids(ids, page.ids().getMax() + 1, ids.toId()))
        : Optional.empty();
  }

  /** A page without a wanted id is the last. */
  static Optional<Wanted> olderIds(PageRows page) {
    return page.wanted() instanceof Wanted.Ids ids
            && page.ids().getCount() > 0
            && page.ids().getMin() > ids.fromId()
        ? Optional.of(ids(ids, ids.fromId(), page.ids().getMin() - 1))
        : Optional.empty();
  }

  // A full page of trades of one moment would come again and again: the next one begins behind it.
  private static Optional<Wanted> laterTimes(PageRows page, int limit, long precisionUs) {
    Wanted wanted = page.wanted();
    long sinceUs = Math.max(page.times().getMax(), wanted.sinceUs() + precisionUs);
    return rest(page, limit, sinceUs, wanted.untilUs());
  }

  private static Optional<Wanted> earlierTimes(PageRows page, int limit) {
    Wanted wanted = page.wanted();
    long untilUs = Math.min(page.times().getMin(), wanted.untilUs() - 1_000);
    return rest(page, limit, wanted.sinceUs(), untilUs);
  }

  /** The rest of the range, if the page is full and has a wanted time. */
  private static Optional<Wanted> rest(PageRows page, int limit, long sinceUs, long untilUs) {
    return page.count() < limit || page.times().getCount() == 0 || sinceUs > untilUs
        ? Optional.empty()
        : Optional.of(between(page.wanted(), sinceUs, untilUs));
  }

  private static int number(Wanted wanted) {
    return wanted.cursor().matches("[1-9][0-9]{0,3}") ? Integer.parseInt(wanted.cursor()) : 1;
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
}
