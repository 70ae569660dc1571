package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import java.time.Duration;
import java.util.List;

/**
 * The setup of a simulated venue, which listens on a free port of loopback.
 *
 * @param venue its name, as in the setting {@code EXCHANGE}
 * @param symbols the listed markets, at least one
 * @param seed of the random walks
 * @param firstId id of the first trade of each market, or of all markets that share a counter; set
 *     it above the last id to simulate a restart
 * @param pingEvery how often it sends pings or heartbeats
 * @param pongWithin how long a client may take to answer before it is disconnected; where the
 *     client has to ping, how long it may be silent
 * @param tapeLength how many trades it remembers
 * @param microseconds whether trades happen at any microsecond; otherwise at whole milliseconds,
 *     unless the venue's protocol is more precise
 */
public record SimulatorOptions(
    String venue,
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
          "a simulated venue needs a market, a first id of at least 0 and a tape of at least 1");
    }
  }

  /** Binance with BTC-USDT, ids from 1, and pings as often as the real one. */
  public static SimulatorOptions usual() {
    return usual("binance");
  }

  /**
   * A venue with its best known market and the real timeouts. Throws {@code
   * IllegalArgumentException} for an unknown venue.
   */
  public static SimulatorOptions usual(String venue) {
    return VenueProtocols.of(venue).options();
  }

  public SimulatorOptions withSymbols(List<Symbol> other) {
    return new SimulatorOptions(
        venue, other, seed, firstId, pingEvery, pongWithin, tapeLength, microseconds);
  }

  public SimulatorOptions withSeed(long other) {
    return new SimulatorOptions(
        venue, symbols, other, firstId, pingEvery, pongWithin, tapeLength, microseconds);
  }

  public SimulatorOptions withFirstId(long other) {
    return new SimulatorOptions(
        venue, symbols, seed, other, pingEvery, pongWithin, tapeLength, microseconds);
  }

  public SimulatorOptions withPings(Duration every, Duration within) {
    return new SimulatorOptions(
        venue, symbols, seed, firstId, every, within, tapeLength, microseconds);
  }

  public SimulatorOptions withTapeLength(int other) {
    return new SimulatorOptions(
        venue, symbols, seed, firstId, pingEvery, pongWithin, other, microseconds);
  }

  public SimulatorOptions withMicroseconds() {
    return new SimulatorOptions(
        venue, symbols, seed, firstId, pingEvery, pongWithin, tapeLength, true);
  }
}
