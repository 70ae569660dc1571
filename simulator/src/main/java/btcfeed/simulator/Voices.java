package btcfeed.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The venues that can be simulated. */
final class Voices {
  private static final Map<String, Voice> BY_NAME = new TreeMap<>();

  static {
    for (Voice voice :
        List.of(
            new BinanceVoice(),
            new BitfinexVoice(),
            new BitgetVoice(),
            new BitstampVoice(),
            new BybitVoice(),
            new CoinbaseVoice(),
            new CoinbaseAdvancedVoice(),
            new CryptoComVoice(),
            new GateioVoice(),
            new GeminiVoice(),
            new HtxVoice(),
            new KrakenVoice(),
            new KucoinVoice(),
            new MexcVoice(),
            new OkxVoice())) {
      BY_NAME.put(voice.profile().venue(), voice);
    }
  }

  private Voices() {}

  static List<String> names() {
    return List.copyOf(BY_NAME.keySet());
  }

  static Voice of(String venue) {
    return Optional.ofNullable(BY_NAME.get(venue))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no simulated venue '" + venue + "'; there are " + names()));
  }
}
