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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The markets of a simulated exchange: the venue's clock and ids, random walks, and the tape of all
 * trades, sent or not. Guarded by the exchange's lock.
 */
public final class SimulatedMarkets {
  // With one counter for all markets: its steps, because other markets use ids too.
  private static final long[] STEPS = {1, 4, 1, 7, 2, 46};

  private final VenueProtocol protocol;
  private final SimulatorOptions options;
  private final LongSupplier wallUs;
  private final Map<Symbol, State> states = new LinkedHashMap<>();
  private final ArrayDeque<Trade> tape = new ArrayDeque<>();
  private int turn;
  private long sharedId;
  private int step;
  private Consumer<Trade> observer = _ -> {};

  private static final class State {
    private final Market market;
    private final RandomWalk walk;
    private long nextId;

    State(Symbol symbol, SimulatorOptions options) {
      market = new Market(new Venue(options.venue()), symbol);
      walk = new RandomWalk(options.seed(), symbol);
      nextId = options.firstId();
    }
  }

  /**
   * Creates markets without trades.
   *
   * @param wallUs the time on the exchange's clock, in microseconds since 1970
   */
  SimulatedMarkets(SimulatorOptions options, VenueProtocol protocol, LongSupplier wallUs) {
    this.protocol = protocol;
    this.options = options;
    this.wallUs = wallUs;
    sharedId = options.firstId();
    symbols().forEach(symbol -> states.put(symbol, new State(symbol, options)));
  }

  /** The listed markets. */
  public List<Symbol> symbols() {
    return options.symbols();
  }

  /** The time on the exchange's clock, in microseconds since 1970. */
  public long wallUs() {
    return wallUs.getAsLong();
  }

  /** The time on the exchange's clock, in milliseconds since 1970. */
  public long wallMs() {
    return wallUs() / 1000;
  }

  /** The next trades of the random walks; markets alternate. */
  List<Trade> next(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            _ -> {
              Symbol symbol = symbols().get(turn);
              turn = (turn + 1) % symbols().size();
              RandomWalk walk = state(symbol).walk;
              return trade(symbol, walk.price(), walk.quantity(), walk.side());
            })
        .toList();
  }

  /** Makes a trade with these values, the next id and the present time. */
  Trade trade(Symbol symbol, Price price, Quantity quantity, Side side) {
    State state = state(symbol);
    TradeId id = protocol.id(protocol.sharesIds() ? nextShared() : state.nextId++);
    long now = wallUs();
    long timeUs = options.microseconds() ? now : now - now % 1000;
    return record(new Trade(state.market, id, price, quantity, side, timeUs));
  }

  /** Records a trade on the tape. The next trade of its market has a higher id. */
  Trade record(Trade trade) {
    if (tape.size() == options.tapeLength()) {
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
    return List.copyOf(tape);
  }

  /** The newest trades, oldest first. */
  public List<Trade> newest(int count) {
    return tape.reversed().stream().limit(count).toList().reversed();
  }

  /** The recorded trades of one market, newest first. */
  public Stream<Trade> backwards(Symbol symbol) {
    return tape.reversed().stream().filter(trade -> trade.market().symbol().equals(symbol));
  }

  /** The newest trades of one market, oldest first. */
  public List<Trade> newest(Symbol symbol, int count) {
    return backwards(symbol).limit(count).toList().reversed();
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
                    "the simulated venue lists " + symbols() + ", not " + symbol));
  }
}
