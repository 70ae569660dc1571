package btcfeed.exchange.history;

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
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("The history of a hostile venue")
class HostileHistoriesTest {
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
      super("binance", new BinanceHistory());
    }
  }

  @Nested
  @DisplayName("bitfinex")
  class Bitfinex extends HostileHistoryContract {
    Bitfinex() {
      super("bitfinex", new BitfinexHistory());
    }
  }

  @Nested
  @DisplayName("bitget")
  class Bitget extends HostileHistoryContract {
    Bitget() {
      super("bitget", new BitgetHistory());
    }
  }

  @Nested
  @DisplayName("bitstamp")
  class Bitstamp extends HostileHistoryContract {
    Bitstamp() {
      super("bitstamp", new BitstampHistory());
    }
  }

  @Nested
  @DisplayName("bybit")
  class Bybit extends HostileHistoryContract {
    Bybit() {
      super("bybit", new BybitHistory());
    }
  }

  @Nested
  @DisplayName("coinbase")
  class Coinbase extends HostileHistoryContract {
    Coinbase() {
      super("coinbase", new CoinbaseHistory());
    }
  }

  @Nested
  @DisplayName("cryptocom")
  class CryptoCom extends HostileHistoryContract {
    CryptoCom() {
      super("cryptocom", new CryptoComHistory());
    }
  }

  @Nested
  @DisplayName("gateio")
  class Gateio extends HostileHistoryContract {
    Gateio() {
      super("gateio", new GateioHistory());
    }
  }

  @Nested
  @DisplayName("gemini")
  class Gemini extends HostileHistoryContract {
    Gemini() {
      super("gemini", new GeminiHistory());
    }
  }

  @Nested
  @DisplayName("htx")
  class Htx extends HostileHistoryContract {
    Htx() {
      super("htx", new HtxHistory());
    }
  }

  @Nested
  @DisplayName("kraken")
  class Kraken extends HostileHistoryContract {
    Kraken() {
      super("kraken", new KrakenHistory());
    }
  }

  @Nested
  @DisplayName("kucoin")
  class Kucoin extends HostileHistoryContract {
    Kucoin() {
      super("kucoin", new KucoinHistory());
    }
  }

  @Nested
  @DisplayName("okx")
  class Okx extends HostileHistoryContract {
    Okx() {
      super("okx", new OkxHistory());
    }
  }
}
