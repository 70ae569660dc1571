package btcfeed.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Symbol;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.VenueSettings;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every codec does with what every venue can send. A codec's test hands in its own words. */
public abstract class TradeMessageContract {
  private static final int LIMIT = 1_000_000;

  /** The venue's name. */
  protected abstract String venue();

  /** A message with one trade of BTC-USD, price 64000.10, quantity 0.5, id 901. */
  protected abstract String trade();

  /** The price, the quantity, the time and the market's name as they stand in that message. */
  protected abstract Parts parts();

  /** What confirms a subscription to BTC-USD alone, in order. */
  protected abstract List<String> confirmation();

  /** A refused subscription, and the words in it that a person should see. */
  protected abstract Refusal refusal();

  /** Sign of life that is no data. */
  protected abstract String heartbeat();

  /** A message with trades that are no news. */
  protected abstract String snapshot();

  /** Parts of the trade message, as they are written there. */
  public record Parts(String price, String quantity, String id, String time, String symbol) {}

  /** A refusal. */
  public record Refusal(String message, String words) {}

  /** A fresh decoder for BTC-USD. */
  protected final FrameDecoder decoder() {
    return Venues.codec(
            venue(), new VenueSettings(List.of(Symbol.parse("BTC-USD")), Optional.empty(), LIMIT))
        .decoder();
  }

  @Test
  @DisplayName("A trade is brought with every digit that was written")
  void everyDigit() {
    Overheard heard = Overheard.of(decoder(), trade());

    assertThat(heard.bad).isEmpty();
    assertThat(heard.trades).hasSize(1);
    assertThat(heard.trades.getFirst().price().text()).isEqualTo("64000.10");
    assertThat(heard.trades.getFirst().quantity().text()).isEqualTo("0.5");
    assertThat(heard.trades.getFirst().id().text()).isEqualTo("901");
    assertThat(heard.trades.getFirst().market().toString()).isEqualTo(venue() + ":BTC-USD");
  }

  @Test
  @DisplayName("A message cut anywhere brings nothing, and is counted")
  void cut() {
    for (int length = 0; length < trade().length(); length++) {
      Overheard heard = Overheard.of(decoder(), trade().substring(0, length));
      assertThat(heard.trades).isEmpty();
      assertThat(heard.bad).containsExactly(BadInput.MALFORMED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "0", "0.000"})
  @DisplayName("A price or quantity that is not positive is refused")
  void notPositive(String number) {
    assertRefused(
        trade().replace(parts().price(), as(parts().price(), number)), BadInput.NOT_POSITIVE);
    assertRefused(
        trade().replace(parts().quantity(), as(parts().quantity(), number)), BadInput.NOT_POSITIVE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e400", "12345678901234567890", "0.1234567890123456789"})
  @DisplayName("A number beyond exact reach is refused, not rounded")
  void beyondReach(String number) {
    assertRefused(
        trade().replace(parts().price(), as(parts().price(), number)), BadInput.BAD_NUMBER);
  }

  @Test
  @DisplayName("A value of another type, or one given twice, is the wrong shape")
  void wrongShape() {
    assertRefused(trade().replace(parts().price(), "[1]"), BadInput.WRONG_SHAPE);
    assertRefused(trade().replace(parts().price(), "true"), BadInput.WRONG_SHAPE);
    assertRefused(trade().replace(parts().id(), "\"x\""), BadInput.WRONG_SHAPE);
    assertRefused(trade().replace(parts().id(), "-7"), BadInput.WRONG_SHAPE);
    assertRefused(trade().replace(parts().id(), "1.5"), BadInput.WRONG_SHAPE);
    assertRefused(
        trade().replace(parts().id(), parts().id() + ",\"trade_id\":902"), BadInput.WRONG_SHAPE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"yesterday", "2026-13-02T03:04:05Z", "2026-02-30T03:04:05Z", ""})
  @DisplayName("A time that is none is refused")
  void badTime(String time) {
    assertRefused(trade().replace(parts().time(), time), BadInput.BAD_TIME);
  }

  @Test
  @DisplayName("A market that was not asked for is refused")
  void unknownSymbol() {
    String message = trade().replace(parts().symbol(), parts().symbol().replace("BTC", "DOGE"));
    assertRefused(message, BadInput.UNKNOWN_SYMBOL);
  }

  @Test
  @DisplayName("A subscription is confirmed once, when all of it stands")
  void confirmed() {
    FrameDecoder decoder = decoder();
    Overheard heard = Overheard.of(decoder, confirmation().toArray(String[]::new));
    assertThat(heard.confirmations).isEqualTo(1);
    assertThat(Overheard.of(decoder, trade()).confirmations).isZero();
  }

  @Test
  @DisplayName("A refusal is told in the venue's words")
  void refused() {
    assertThat(Overheard.of(decoder(), refusal().message()).refusals)
        .singleElement()
        .asString()
        .contains(refusal().words());
  }

  @Test
  @DisplayName("A heartbeat is a sign of life, and so are trades that are no news")
  void heartbeats() {
    Overheard heard = Overheard.of(decoder(), heartbeat(), snapshot());
    assertThat(heard.heartbeats).isEqualTo(2);
    assertThat(heard.trades).isEmpty();
    assertThat(heard.bad).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "7", "\"x\"", "null", "{}"})
  @DisplayName("JSON that is no message is the wrong shape")
  void noMessage(String message) {
    assertThat(Overheard.of(decoder(), message).bad).containsExactly(BadInput.WRONG_SHAPE);
  }

  private void assertRefused(String message, BadInput reason) {
    Overheard heard = Overheard.of(decoder(), message);
    assertThat(heard.trades).as(message).isEmpty();
    assertThat(heard.bad).as(message).containsExactly(reason);
  }

  /** A number written as the original is: in quotes or without. */
  private static String as(String original, String number) {
    return original.startsWith("\"") ? '"' + number + '"' : number;
  }
}
