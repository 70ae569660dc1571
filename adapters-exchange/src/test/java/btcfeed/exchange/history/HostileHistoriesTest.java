package btcfeed.exchange.history;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.exchange.Venues;
import btcfeed.exchange.binance.BinanceHistory;
import btcfeed.exchange.bitfinex.BitfinexHistory;
import btcfeed.exchange.bitget.BitgetHistory;
import btcfeed.exchange.bitstamp.BitstampHistory;
import btcfeed.exchange.bybit.BybitHistory;
import btcfeed.exchange.coinbase.CoinbaseHistory;
import btcfeed.exchange.cryptocom.CryptoComHistory;
import btcfeed.exchange.gateio.GateioHistory;
import btcfeed.exchange.gemini.GeminiHistory;
import btcfeed.exchange.htx.HtxHistory;
import btcfeed.exchange.kraken.KrakenHistory;
import btcfeed.exchange.kucoin.KucoinHistory;
import btcfeed.exchange.okx.OkxHistory;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("The history of a hostile venue")
class HostileHistoriesTest {
  private static final Map<String, HistoryCodec> CODECS =
      Map.ofEntries(
          entry("binance", new BinanceHistory()),
          entry("bitfinex", new BitfinexHistory()),
          entry("bitget", new BitgetHistory()),
          entry("bitstamp", new BitstampHistory()),
          entry("bybit", new BybitHistory()),
          entry("coinbase", new CoinbaseHistory()),
          entry("cryptocom", new CryptoComHistory()),
          entry("gateio", new GateioHistory()),
          entry("gemini", new GeminiHistory()),
          entry("htx", new HtxHistory()),
          entry("kraken", new KrakenHistory()),
          entry("kucoin", new KucoinHistory()),
          entry("okx", new OkxHistory()));

  /** Every venue's, by the venue's name. */
  static Map<String, HistoryCodec> codecs() {
    return CODECS;
  }

  private static HistoryCodec codec(String venue) {
    return Optional.ofNullable(CODECS.get(venue)).orElseThrow();
  }

  @Test
  @DisplayName("is tried for every venue that has one")
  void everyVenue() {
    List<String> tried =
        Arrays.stream(HostileHistoriesTest.class.getDeclaredClasses())
            .map(nested -> nested.getSimpleName().toLowerCase(Locale.ROOT))
            .toList();
    // Coinbase Advanced asks where Coinbase Exchange does.
    Stream<String> known =
        Venues.names().stream()
            .filter(Venues::hasHistory)
            .filter(name -> !name.equals("coinbase-advanced"));

    assertThat(tried).containsExactlyInAnyOrderElementsOf(known.toList());
    assertThat(HistoryPages.venues()).containsExactlyInAnyOrderElementsOf(tried);
  }

  @Nested
  @DisplayName("binance")
  class Binance extends HostileHistoryContract {
    Binance() {
      super("binance", codec("binance"));
    }
  }

  @Nested
  @DisplayName("bitfinex")
  class Bitfinex extends HostileHistoryContract {
    Bitfinex() {
      super("bitfinex", codec("bitfinex"));
    }
  }

  @Nested
  @DisplayName("bitget")
  class Bitget extends HostileHistoryContract {
    Bitget() {
      super("bitget", codec("bitget"));
    }
  }

  @Nested
  @DisplayName("bitstamp")
  class Bitstamp extends HostileHistoryContract {
    Bitstamp() {
      super("bitstamp", codec("bitstamp"));
    }
  }

  @Nested
  @DisplayName("bybit")
  class Bybit extends HostileHistoryContract {
    Bybit() {
      super("bybit", codec("bybit"));
    }
  }

  @Nested
  @DisplayName("coinbase")
  class Coinbase extends HostileHistoryContract {
    Coinbase() {
      super("coinbase", codec("coinbase"));
    }
  }

  @Nested
  @DisplayName("cryptocom")
  class CryptoCom extends HostileHistoryContract {
    CryptoCom() {
      super("cryptocom", codec("cryptocom"));
    }
  }

  @Nested
  @DisplayName("gateio")
  class Gateio extends HostileHistoryContract {
    Gateio() {
      super("gateio", codec("gateio"));
    }
  }

  @Nested
  @DisplayName("gemini")
  class Gemini extends HostileHistoryContract {
    Gemini() {
      super("gemini", codec("gemini"));
    }
  }

  @Nested
  @DisplayName("htx")
  class Htx extends HostileHistoryContract {
    Htx() {
      super("htx", codec("htx"));
    }
  }

  @Nested
  @DisplayName("kraken")
  class Kraken extends HostileHistoryContract {
    Kraken() {
      super("kraken", codec("kraken"));
    }
  }

  @Nested
  @DisplayName("kucoin")
  class Kucoin extends HostileHistoryContract {
    Kucoin() {
      super("kucoin", codec("kucoin"));
    }
  }

  @Nested
  @DisplayName("okx")
  class Okx extends HostileHistoryContract {
    Okx() {
      super("okx", codec("okx"));
    }
  }
}
