package btcfeed.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The venues that can be simulated. */
final class VenueProtocols {
  private static final Map<String, VenueProtocol> BY_NAME = new TreeMap<>();

  static {
    for (VenueProtocol protocol :
        List.of(
            new BinanceProtocol(),
            new BitfinexProtocol(),
            new BitgetProtocol(),
            new BitstampProtocol(),
            new BitvavoProtocol(),
            new BybitProtocol(),
            new CoinbaseProtocol(),
            new CoinbaseAdvancedProtocol(),
            new CryptoComProtocol(),
            new GateioProtocol(),
            new GeminiProtocol(),
            new HtxProtocol(),
            new KrakenProtocol(),
            new KucoinProtocol(),
            new MexcProtocol(),
            new OkxProtocol())) {
      BY_NAME.put(protocol.options().venue(), protocol);
    }
  }

  private VenueProtocols() {}

  static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  static VenueProtocol of(String venue) {
    return Optional.ofNullable(BY_NAME.get(venue))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no simulated venue '" + venue + "'; known are " + names()));
  }
}
