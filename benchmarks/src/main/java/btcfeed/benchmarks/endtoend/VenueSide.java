package btcfeed.benchmarks.endtoend;

import btcfeed.benchmarks.venue.AllVenuesProcess;
import btcfeed.benchmarks.venue.VenueProcess;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The source of the trades. */
enum VenueSide {
  /** One venue on one line, as for the pumps. */
  ONE(VenueProcess.class, "-Xmx128m", "port", 1),
  /** One simulated venue on two lines, as with default settings. */
  USUAL(AllVenuesProcess.class, "-Xmx512m", "venues", 2),
  /** Fifteen venues on two lines each. */
  ALL(AllVenuesProcess.class, "-Xmx2g", "venues", 30);

  private final Class<?> program;
  private final String memory;
  private final String greeting;
  private final int connections;

  VenueSide(Class<?> program, String memory, String greeting, int connections) {
    this.program = program;
    this.memory = memory;
    this.greeting = greeting;
    this.connections = connections;
  }

  Class<?> program() {
    return program;
  }

  String memory() {
    return memory;
  }

  /** The word before its addresses in the output of the process. */
  String greeting() {
    return greeting;
  }

  /** How many connections the service opens. */
  int connections() {
    return connections;
  }

  static String webSocket(String port) {
    return "ws://127.0.0.1:" + port + "/ws/btcusdt@trade?timeUnit=MICROSECOND";
  }

  /** The settings with its address. */
  Map<String, String> environment(String address) {
    return switch (this) {
      case ONE ->
          Map.of(
              "EXCHANGE",
              "binance",
              "FEED_SYMBOLS",
              "BTC-USDT",
              "FEED_LINES",
              "1",
              "WEBSOCKET_URL",
              webSocket(address),
              "REST_URL_BINANCE",
              "http://127.0.0.1:" + address);
      case USUAL -> {
        Map<String, String> environment = all(address);
        environment.put("EXCHANGE", "binance");
        yield environment;
      }
      case ALL -> all(address);
    };
  }

  private static Map<String, String> all(String addresses) {
    Map<String, String> environment = new HashMap<>();
    StringBuilder names = new StringBuilder();
    for (String venue : addresses.split(" ", -1)) {
      String name = venue.substring(0, venue.indexOf('='));
      String[] both = venue.substring(venue.indexOf('=') + 1).split(",", 2);
      String variable = name.toUpperCase(Locale.ROOT).replace('-', '_');
      environment.put("WEBSOCKET_URL_" + variable, both[0]);
      environment.put("REST_URL_" + variable, both[1]);
      names.append(names.isEmpty() ? "" : ",").append(name);
    }
    environment.put("EXCHANGE", names.toString());
    return environment;
  }
}
