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
 * What is traded at the simulated venue: ids as it gives them, random walks, and the tape of what
 * happened, whoever was told. Guarded by the floor's lock.
 */
final class SimulatedMarkets {
  // Where one counter serves all markets: what others use up between two trades of ours.
  private static final long[] STEPS = {1, 4, 1, 7, 2, 46};

  private final VenueProtocol voice;
  private final Map<Symbol, State> states = new LinkedHashMap<>();
  private final List<Symbol> symbols;
  private final ArrayDeque<Trade> tape = new ArrayDeque<>();
  private final int tapeLength;
  private int turn;
  private long sharedId;
  private int step;
  private Consumer<Trade> witness = _ -> {};

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

  SimulatedMarkets(SimulatorOptions options, VenueProtocol voice) {
    this.voice = voice;
    symbols = options.symbols();
    tapeLength = options.tapeLength();
    sharedId = options.firstId();
    Venue venue = new Venue(voice.profile().venue());
    symbols.forEach(symbol -> states.put(symbol, new State(venue, symbol, options)));
  }

  /** The markets take turns. */
  Trade next(long timeUs) {
    Symbol symbol = symbols.get(turn);
    turn = (turn + 1) % symbols.size();
    State state = state(symbol);
    return trade(symbol, state.walk.price(), state.walk.quantity(), state.walk.side(), timeUs);
  }

  Trade trade(Symbol symbol, Price price, Quantity quantity, Side side, long timeUs) {
    State state = state(symbol);
    long number = voice.profile().shared() ? nextShared() : state.nextId++;
    TradeId id = voice.id(number);
    return record(new Trade(state.market, id, price, quantity, side, timeUs));
  }

  /** Puts a trade made elsewhere on the tape; the next one of its market has the id above it. */
  Trade record(Trade trade) {
    if (tape.size() == tapeLength) {
      tape.removeFirst();
    }
    tape.addLast(trade);
    witness.accept(trade);
    State state = state(trade.market().symbol());
    if (trade.id() instanceof TradeId.Numbered(long number)) {
      state.nextId = Math.max(state.nextId, number + 1);
      sharedId = Math.max(sharedId, number + 1);
    }
    return trade;
  }

  /** Shows every trade from now on to somebody, in order. */
  void witness(Consumer<Trade> other) {
    witness = other;
  }

  List<Trade> tape() {
    return new ArrayList<>(tape);
  }

  /** The newest trades, oldest first. */
  List<Trade> last(int count) {
    List<Trade> all = tape();
    return all.subList(Math.max(0, all.size() - count), all.size());
  }

  /** What was traded in one market, oldest first. */
  List<Trade> tape(Symbol symbol) {
    return tape.stream().filter(trade -> trade.market().symbol().equals(symbol)).toList();
  }

  /** The newest trades of one market, oldest first. */
  List<Trade> last(Symbol symbol, int count) {
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
            () -> new IllegalArgumentException("listed here are " + symbols + ", not " + symbol));
  }
}
