package btcfeed.application.simulation;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Trade;
import btcfeed.domain.port.HistoryPort;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a venue answers about its past: late, in pages, and not always; by time, whole seconds of
 * it.
 */
final class Archive {
  private static final int PAGE = 100;
  private static final long SECOND_US = 1_000_000;

  private final World world;
  private final Dice dice;
  private final List<Ledger> ledgers;
  private long failsUntil;
  private boolean lags;

  Archive(World world, List<Ledger> ledgers) {
    this.world = world;
    this.dice = world.dice.split();
    this.ledgers = ledgers;
  }

  void fail(long nanos) {
    failsUntil = world.clock.nanos() + nanos;
  }

  /** From now on its newest trades are up to a second and a half late. */
  void lag() {
    lags = true;
  }

  void calm() {
    failsUntil = 0;
    lags = false;
  }

  /** Access to it, for one life of a service. */
  HistoryPort open(Instance host) {
    return new HistoryPort() {
      @Override
      public Answer fetch(Wanted wanted) {
        host.killer.point("before a history is asked");
        return answer(wanted, host.reachesVenues());
      }

      @Override
      public Duration spacing() {
        return Duration.ofMillis(100);
      }

      @Override
      public void close() {}
    };
  }

  private HistoryPort.Answer answer(HistoryPort.Wanted wanted, boolean reached) {
    world.clock.spend(dice.millis(5, 300));
    world.trace.note(() -> "history is asked for " + wanted);
    if (!reached || world.clock.nanos() < failsUntil) {
      return new HistoryPort.Answer.Later("HTTP 429", Duration.ofMillis(dice.between(0, 2_000)));
    }
    Ledger ledger = ledger(wanted.market());
    long lagUs = lags ? dice.between(0, 1_500_000) : 0;
    List<Trade> page = new ArrayList<>();
    int at = wanted.cursor().isEmpty() ? start(ledger, wanted) : Integer.parseInt(wanted.cursor());
    while (at < ledger.size() && page.size() < PAGE && !isBehind(ledger, at, wanted)) {
      Trade trade = ledger.trades().get(at);
      if (trade.exchangeTimeUs() > world.clock.trueUs() - lagUs) {
        return new HistoryPort.Answer.Page(List.copyOf(page), List.of(), Optional.empty());
      }
      page.add(trade);
      at++;
    }
    boolean more = at < ledger.size() && !isBehind(ledger, at, wanted);
    return new HistoryPort.Answer.Page(
        List.copyOf(page),
        List.of(),
        more ? Optional.of(wanted.from(Integer.toString(at))) : Optional.empty());
  }

  private static int start(Ledger ledger, HistoryPort.Wanted wanted) {
    return switch (wanted) {
      case HistoryPort.Wanted.Ids ids -> Math.max(0, Ledger.placeOf(ids.fromId()));
      case HistoryPort.Wanted.Times times -> {
        int at = ledger.size();
        long since = Math.floorDiv(times.sinceUs(), SECOND_US) * SECOND_US;
        while (at > 0 && ledger.trades().get(at - 1).exchangeTimeUs() >= since) {
          at--;
        }
        yield at;
      }
    };
  }

  private static boolean isBehind(Ledger ledger, int at, HistoryPort.Wanted wanted) {
    return switch (wanted) {
      case HistoryPort.Wanted.Ids ids -> at > Ledger.placeOf(ids.toId());
      case HistoryPort.Wanted.Times times ->
          ledger.trades().get(at).exchangeTimeUs() / SECOND_US > times.untilUs() / SECOND_US;
    };
  }

  private Ledger ledger(Market market) {
    return ledgers.stream().filter(one -> one.market.equals(market)).findFirst().orElseThrow();
  }
}
