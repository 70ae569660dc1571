package btcfeed.exchange.venue;

import java.util.List;

/** The list of all venues. */
public final class KnownVenues {
  /** The descriptions, in the order of the venues' names. */
  public static final List<VenueDescription> ALL =
      List.of(
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

  private KnownVenues() {}
}
