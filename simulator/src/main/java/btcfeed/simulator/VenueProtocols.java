package btcfeed.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The simulations of the venues that come with the service. */
public final class VenueProtocols {
  private static final Map<String, VenueProtocol> BY_NAME =
      Stream.of(
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
              new OkxProtocol())
          .collect(Collectors.toMap(it -> it.options().venue(), it -> it));

  private VenueProtocols() {}

  /** Their names, sorted. */
  public static List<String> names() {
    return BY_NAME.keySet().stream().sorted().toList();
  }

  /** The simulation of one of them. */
  public static VenueProtocol of(String venue) {
    return Optional.ofNullable(BY_NAME.get(venue))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no simulated venue '" + venue + "'; known are " + names()));
  }
}
