package btcfeed.application;

import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.port.HistoryPort;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** A venue's history, in pages of three by default. */
final class FakeHistory implements HistoryPort {
  int page = 3;
  Duration spacing = Duration.ofMillis(10);

  /** Gives all that is later than the first one asked for, as Kraken does. */
  boolean givesLater;

  /** Rows that are no trades, in every page. */
  final List<RejectedRow> rejected = new ArrayList<>();

  final List<Trade> past = new ArrayList<>();
  final List<Wanted> asked = new ArrayList<>();
  private final Deque<Answer> first = new ArrayDeque<>();

  /** Answers this before anything else, once. */
  void say(Answer answer) {
    first.add(answer);
  }

  void busy(Duration in) {
    say(new Answer.Later("HTTP 429", in));
  }

  @Override
  public void close() {}

  @Override
  public Duration spacing() {
    return spacing;
  }

  @Override
  public Answer fetch(Wanted wanted) {
    asked.add(wanted);
    if (!first.isEmpty()) {
      return first.remove();
    }
    List<Trade> found = past.stream().filter(trade -> matches(wanted, trade)).toList();
    if (found.size() <= page) {
      return new Answer.Page(found, rejected, Optional.empty());
    }
    List<Trade> some = found.subList(0, page);
    return new Answer.Page(some, rejected, Optional.of(after(wanted, some.getLast())));
  }

  private boolean matches(Wanted wanted, Trade trade) {
    return switch (wanted) {
      case Wanted.Ids ids ->
          ids.fromId() <= number(trade) && (givesLater || number(trade) <= ids.toId());
      case Wanted.Times times ->
          times.sinceUs() <= trade.exchangeTimeUs() && trade.exchangeTimeUs() <= times.untilUs();
    };
  }

  private static Wanted after(Wanted wanted, Trade last) {
    return switch (wanted) {
      case Wanted.Ids ids ->
          new Wanted.Ids(
              ids.market(), number(last) + 1, ids.toId(), ids.sinceUs(), ids.untilUs(), "");
      case Wanted.Times times ->
          new Wanted.Times(times.market(), last.exchangeTimeUs(), times.untilUs(), "");
    };
  }

  private static long number(Trade trade) {
    return switch (trade.id()) {
      case TradeId.Numbered(long number) -> number;
      case TradeId.Named(String text) -> throw new AssertionError(text);
    };
  }
}
