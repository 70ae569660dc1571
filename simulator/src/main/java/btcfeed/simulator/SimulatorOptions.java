package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import java.time.Duration;
import java.util.List;

/**
 * How a simulated venue is set up.
 *
 * @param venue which it is, by its name as in {@code EXCHANGE}
 * @param port on loopback, 0 for any free one
 * @param symbols the markets it lists, at least one
 * @param seed of the random walks
 * @param firstId of the first trade of each market, or of all where one counter serves them; a
 *     venue restarted goes on above the last
 * @param pingEvery how often it pings its clients, or says that it is there
 * @param pongWithin how long a client may take to answer before it is cut off; where the client has
 *     to ping, how long it may be silent
 * @param tapeLength how many trades it remembers
 * @param microseconds whether trades happen at any microsecond; otherwise at whole milliseconds,
 *     unless the venue tells more
 */
public record SimulatorOptions(
    String venue,
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

  /** Binance with BTC-USDT on a free port, ids from 1, pings as often as there. */
  public static SimulatorOptions usual() {
    return usual("binance");
  }

  /**
   * A venue with its best known market on a free port, as patient as the real one; an {@code
   * IllegalArgumentException} if it is not known.
   */
  public static SimulatorOptions usual(String venue) {
    VenueProtocol.Profile profile = VenueProtocols.of(venue).profile();
    return new SimulatorOptions(
        venue,
        0,
        List.of(profile.market()),
        1,
        profile.firstId(),
        profile.beatEvery(),
        profile.answerWithin(),
        100_000,
        false);
  }

  public SimulatorOptions withPort(int other) {
    return new SimulatorOptions(
        venue, other, symbols, seed, firstId, pingEvery, pongWithin, tapeLength, microseconds);
  }

  public SimulatorOptions withSymbols(List<Symbol> other) {
    return new SimulatorOptions(
        venue, port, other, seed, firstId, pingEvery, pongWithin, tapeLength, microseconds);
  }

  public SimulatorOptions withSeed(long other) {
    return new SimulatorOptions(
        venue, port, symbols, other, firstId, pingEvery, pongWithin, tapeLength, microseconds);
  }

  public SimulatorOptions withFirstId(long other) {
    return new SimulatorOptions(
        venue, port, symbols, seed, other, pingEvery, pongWithin, tapeLength, microseconds);
  }

  public SimulatorOptions withPings(Duration every, Duration within) {
    return new SimulatorOptions(
        venue, port, symbols, seed, firstId, every, within, tapeLength, microseconds);
  }

  public SimulatorOptions withTapeLength(int other) {
    return new SimulatorOptions(
        venue, port, symbols, seed, firstId, pingEvery, pongWithin, other, microseconds);
  }

  public SimulatorOptions withMicroseconds() {
    return new SimulatorOptions(
        venue, port, symbols, seed, firstId, pingEvery, pongWithin, tapeLength, true);
  }
}
