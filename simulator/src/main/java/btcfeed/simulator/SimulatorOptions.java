package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import java.time.Duration;
import java.util.List;

/**
 * How a simulated venue is set up.
 *
 * @param port on loopback, 0 for any free one
 * @param symbols the markets it lists, at least one
 * @param seed of the random walks
 * @param firstId of the first trade of each market; a venue restarted goes on above the last
 * @param pingEvery how often it pings its clients
 * @param pongWithin how long a client may take to answer before it is cut off
 * @param tapeLength how many trades it remembers
 */
public record SimulatorOptions(
    int port,
    List<Symbol> symbols,
    long seed,
    long firstId,
    Duration pingEvery,
    Duration pongWithin,
    int tapeLength) {
  public SimulatorOptions {
    symbols = List.copyOf(symbols);
    if (symbols.isEmpty() || firstId < 0 || tapeLength < 1) {
      throw new IllegalArgumentException(
          "a simulated venue needs a market, a first id of 0 or more and a tape of at least 1");
    }
  }

  /** BTC-USDT on a free port, ids from 1, pings as often as Binance. */
  public static SimulatorOptions usual() {
    return new SimulatorOptions(
        0,
        List.of(Symbol.parse("BTC-USDT")),
        1,
        1,
        Duration.ofSeconds(20),
        Duration.ofSeconds(60),
        100_000);
  }

  public SimulatorOptions withPort(int other) {
    return new SimulatorOptions(other, symbols, seed, firstId, pingEvery, pongWithin, tapeLength);
  }

  public SimulatorOptions withSymbols(List<Symbol> other) {
    return new SimulatorOptions(port, other, seed, firstId, pingEvery, pongWithin, tapeLength);
  }

  public SimulatorOptions withSeed(long other) {
    return new SimulatorOptions(port, symbols, other, firstId, pingEvery, pongWithin, tapeLength);
  }

  public SimulatorOptions withFirstId(long other) {
    return new SimulatorOptions(port, symbols, seed, other, pingEvery, pongWithin, tapeLength);
  }

  public SimulatorOptions withPings(Duration every, Duration within) {
    return new SimulatorOptions(port, symbols, seed, firstId, every, within, tapeLength);
  }
}
