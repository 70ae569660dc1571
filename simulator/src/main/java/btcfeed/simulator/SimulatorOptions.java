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
 * @param microseconds whether trades happen at any microsecond; otherwise at whole milliseconds, as
 *     most clients are told
 */
public record SimulatorOptions(
    int port,
    List<Symbol> symbols,
    long seed,
    long firstId,
    Duration pingEvery,
    Duration pongWithin,
    int tapeLength,
    boolean microseconds) {
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
        100_000,
        false);
  }

  public SimulatorOptions withPort(int other) {
    return new SimulatorOptions(
        other, symbols, seed, firstId, pingEvery, pongWithin, tapeLength, microseconds);
  }

  public SimulatorOptions withSymbols(List<Symbol> other) {
    return new SimulatorOptions(
        port, other, seed, firstId, pingEvery, pongWithin, tapeLength, microseconds);
  }

  public SimulatorOptions withSeed(long other) {
    return new SimulatorOptions(
        port, symbols, other, firstId, pingEvery, pongWithin, tapeLength, microseconds);
  }

  public SimulatorOptions withFirstId(long other) {
    return new SimulatorOptions(
        port, symbols, seed, other, pingEvery, pongWithin, tapeLength, microseconds);
  }

  public SimulatorOptions withPings(Duration every, Duration within) {
    return new SimulatorOptions(
        port, symbols, seed, firstId, every, within, tapeLength, microseconds);
  }

  public SimulatorOptions withTapeLength(int other) {
    return new SimulatorOptions(
        port, symbols, seed, firstId, pingEvery, pongWithin, other, microseconds);
  }

  public SimulatorOptions withMicroseconds() {
    return new SimulatorOptions(
        port, symbols, seed, firstId, pingEvery, pongWithin, tapeLength, true);
  }
}
