package btcfeed.simulator;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Price;
import btcfeed.domain.market.Quantity;
import btcfeed.domain.market.Side;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.market.Venue;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The markets of a simulated exchange: the venue's ids, random walks, and the tape of all trades,
 * sent or not. Guarded by the exchange's lock.
 */
final class SimulatedMarkets {
  // With one counter for all markets: its steps, because other markets use ids too.
  private static final long[] STEPS = {1, 4, 1, 7, 2, 46};

  private final VenueProtocol protocol;
  private final Map<Symbol, State> states = new LinkedHashMap<>();
  private final List<Symbol> symbols;
  private final ArrayDeque<Trade> tape = new ArrayDeque<>();
  private final int tapeLength;
  private int turn;
  private long sharedId;
  private int step;
  private Consumer<Trade> observer = _ -> {};

  private static final class State {
    private final Market market;
    private final RandomWalk walk;
    private long nextId;

    State(Venue venue, Symbol symbol, SimulatorOptions options) {
      market = new Market(venue, symbol);
      walk = new RandomWalk(options.seed(), symbol);
      nextId = options.firstId();
    }
  }

  SimulatedMarkets(SimulatorOptions options, VenueProtocol protocol) {
    this.protocol = protocol;
    symbols = options.symbols();
    tapeLength = options.tapeLength();
    sharedId = options.firstId();
    Venue venue = new Venue(protocol.profile().venue());
    symbols.forEach(symbol -> states.put(symbol, new State(venue, symbol, options)));
  }

  /** The next trade of the next market; markets alternate. */
  Trade next(long timeUs) {
    Symbol symbol = symbols.get(turn);
    turn = (turn + 1) % symbols.size();
    State state = state(symbol);
    return trade(symbol, state.walk.price(), state.walk.quantity(), state.walk.side(), timeUs);
  }

  Trade trade(Symbol symbol, Price price, Quantity quantity, Side side, long timeUs) {
    State state = state(symbol);
    long number = protocol.profile().shared() ? nextShared() : state.nextId++;
    TradeId id = protocol.id(number);
    return record(new Trade(state.market, id, price, quantity, side, timeUs));
  }

  /** Records a trade on the tape. The next trade of its market has a higher id. */
  Trade record(Trade trade) {
    if (tape.size() == tapeLength) {
      tape.removeFirst();
    }
    tape.addLast(trade);
    observer.accept(trade);
    State state = state(trade.market().symbol());
    if (trade.id() instanceof TradeId.Numbered(long number)) {
      state.nextId = Math.max(state.nextId, number + 1);
      sharedId = Math.max(sharedId, number + 1);
    }
    return trade;
  }

  /** Passes every later trade to an observer, in order. */
  void onTrade(Consumer<Trade> other) {
    observer = other;
  }

  List<Trade> tape() {
    return new ArrayList<>(tape);
  }

  /** The newest trades, oldest first. */
  List<Trade> newest(int count) {
    List<Trade> all = tape();
    return all.subList(Math.max(0, all.size() - count), all.size());
  }

  /** The recorded trades of one market, oldest first. */
  List<Trade> tape(Symbol symbol) {
    return tape.stream().filter(trade -> trade.market().symbol().equals(symbol)).toList();
  }

  /** The newest trades of one market, oldest first. */
  List<Trade> newest(Symbol symbol, int count) {
    List<Trade> newest = new ArrayList<>();
    Iterator<Trade> backwards = tape.descendingIterator();
    while (newest.size() < count && backwards.hasNext()) {
      Trade trade = backwards.next();
      if (trade.market().symbol().equals(symbol)) {
        newest.add(trade);
      }
    }
    return newest.reversed();
  }

  private long nextShared() {
    long number = sharedId;
    sharedId += STEPS[step];
    step = (step + 1) % STEPS.length;
    return number;
  }

  private State state(Symbol symbol) {
    return Optional.ofNullable(states.get(symbol))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the simulated venue lists " + symbols + ", not " + symbol));
  }
}
