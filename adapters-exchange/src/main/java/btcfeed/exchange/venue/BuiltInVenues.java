package btcfeed.exchange.venue;

import java.util.List;

/** The venues that come with the service. */
public final class BuiltInVenues implements VenuePlugin {
  @Override
  public String name() {
    return "built-in-venues";
  }

  @Override
  public String description() {
    return "The venues that come with the service.";
  }

  /** In the order of the venues' names. */
  @Override
  public List<VenueDescription> venues() {
    return List.of(
        new Binance(),
        new Bitfinex(),
        new Bitget(),
        new Bitstamp(),
        new Bitvavo(),
        new Bybit(),
        new Coinbase(),
        new CoinbaseAdvanced(),
        new CryptoCom(),
        new Gateio(),
        new Gemini(),
        new Htx(),
        new Kraken(),
        new Kucoin(),
        new Mexc(),
        new Okx());
  }
}
