package btcfeed.benchmarks.venue;

import btcfeed.domain.market.Symbol;
import btcfeed.exchange.Venues;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.simulator.Fault;
import btcfeed.simulator.SimulatorOptions;
import btcfeed.simulator.VenueSimulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All simulated venues in one process. It reads commands from standard input, answers each on
 * standard output, and ends with its input. Rates are in trades per second.
 *
 * <pre>
 *                      venues NAME=WEBSOCKET,REST ...    once, after start
 * connections          connections N                     of all venues, subscribed
 * live RATE            live RATE                         of all venues together; 0 stops them
 * live RATE VENUE      live RATE                         of this venue; the others stop
 * lose VENUE           lose VENUE                        resets one client
 * down VENUE           down VENUE                        resets all clients, drops new ones
 * up VENUE             up VENUE
 * traded               traded N                          of all venues since the start
 * </pre>
 */
public final class AllVenuesProcess {
  private static final int TAPE = 2_000_000;
  private static final List<Symbol> MARKETS =
      List.of(Symbol.parse("BTC-USDT"), Symbol.parse("BTC-USD"));

  private final Map<String, VenueSimulator> venues = new LinkedHashMap<>();

  private AllVenuesProcess() throws IOException {
    for (String name : VenueSimulator.venues()) {
      List<Symbol> symbols = listed(name);
      if (!symbols.isEmpty()) {
        SimulatorOptions options =
            SimulatorOptions.usual(name).withSymbols(symbols).withTapeLength(TAPE);
        venues.put(name, VenueSimulator.start(options, new HostClock()));
      }
    }
  }

  /** Runs until standard input ends. */
  public static void main(String[] args) throws IOException {
    AllVenuesProcess all = new AllVenuesProcess();
    answer(
        "venues "
            + all.venues.entrySet().stream()
                .map(it -> it.getKey() + "=" + it.getValue().uri() + "," + it.getValue().restUri())
                .collect(Collectors.joining(" ")));
    try (BufferedReader commands =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      for (String line = commands.readLine(); line != null; line = commands.readLine()) {
        answer(all.execute(line));
      }
    }
    all.venues.values().forEach(VenueSimulator::close);
  }

  /** The markets that the service subscribes to at this venue; Bitvavo lists none of them. */
  private static List<Symbol> listed(String venue) {
    try {
      return Venues.builtIn()
          .codec(
              venue,
              new VenueOptions(MARKETS, Optional.empty(), VenueOptions.DEFAULT_MAX_MESSAGE_BYTES))
          .symbols();
    } catch (IllegalArgumentException _) {
      return List.of();
    }
  }

  private String execute(String line) {
    String[] words = line.split(" ", -1);
    Collection<VenueSimulator> every = venues.values();
    switch (words[0]) {
      case "connections" -> {
        return "connections " + every.stream().mapToInt(AllVenuesProcess::subscribed).sum();
      }
      case "traded" -> {
        return "traded " + every.stream().mapToLong(venue -> venue.tape().size()).sum();
      }
      case "live" -> live(Double.parseDouble(words[1]), words.length > 2 ? words[2] : "");
      case "lose" -> venue(words[1]).fault(new Fault.ResetOne());
      case "down" -> {
        venue(words[1]).fault(new Fault.AcceptThenDrop());
        venue(words[1]).fault(new Fault.Reset());
      }
      case "up" -> venue(words[1]).heal();
      default -> throw new IllegalArgumentException("unknown command: " + line);
    }
    return line;
  }

  private void live(double rate, String only) {
    venues.values().forEach(venue -> venue.live(0));
    if (only.isEmpty()) {
      venues.values().forEach(venue -> venue.live(rate / venues.size()));
    } else {
      venue(only).live(rate);
    }
  }

  private VenueSimulator venue(String name) {
    VenueSimulator venue = venues.get(name);
    if (venue == null) {
      throw new IllegalArgumentException("unknown venue: " + name);
    }
    return venue;
  }

  private static int subscribed(VenueSimulator venue) {
    int connected = venue.connections();
    return venue.awaitSubscribers(connected, Duration.ofMillis(1)) ? connected : 0;
  }

  private static void answer(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
