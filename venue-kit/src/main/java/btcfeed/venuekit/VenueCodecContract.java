package btcfeed.venuekit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.SubscribedMarkets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The promises of every codec, tested with samples of its venue's messages. */
public abstract class VenueCodecContract extends SampleCodecContract {

  @Test
  @DisplayName("a trade comes with every digit that was sent, and the aggressor's side")
  void trade() {
    DecodedFrames decoded = decode(samples().trade());
    assertThat(decoded.trades).extracting(TradeLines::line).containsExactly(samples().expected());
    assertThat(decoded.bad).isEmpty();
  }

  @Test
  @DisplayName("several trades come oldest first")
  void several() {
    DecodedFrames decoded = decode(samples().several().toArray(String[]::new));
    assertThat(decoded.trades)
        .extracting(trade -> trade.id().text())
        .containsExactlyElementsOf(samples().ids());
    assertThat(decoded.bad).isEmpty();
  }

  @Test
  @DisplayName("the subscription is confirmed once, by its answer or by the first trade")
  protected void confirmed() {
    VenueSamples samples = samples();
    DecodedFrames answered = decode(samples.acknowledgement(), samples.trade(), samples.trade());
    assertThat(answered.confirmations).isEqualTo(1);
    assertThat(answered.bad).isEmpty();
    assertThat(decode(samples.trade(), samples.acknowledgement()).confirmations).isEqualTo(1);
    if (!samples.heartbeat().isEmpty()) {
      assertThat(decode(samples.heartbeat()).confirmations).isZero();
    }
  }

  @Test
  @DisplayName("a refusal is no confirmation")
  void refused() {
    DecodedFrames decoded = decode(samples().refusal());
    assertThat(decoded.refusals).hasSize(1);
    assertThat(decoded.refusals.getFirst()).isNotEqualTo("no reason given");
    assertThat(decoded.confirmations).isZero();
  }

  @Test
  @DisplayName("a heartbeat is a heartbeat")
  void heartbeat() {
    if (!samples().heartbeat().isEmpty()) {
      DecodedFrames decoded = decode(samples().heartbeat());
      assertThat(decoded.heartbeats).isEqualTo(1);
      assertThat(decoded.bad).isEmpty();
    }
  }

  @Test
  @DisplayName("old trades and messages of other channels have no effect")
  void other() {
    for (String message : samples().other()) {
      assertThat(decode(message).nothing()).as(message).isTrue();
    }
  }

  @Test
  @DisplayName("a message cut anywhere brings no trade, and is malformed")
  protected void cut() {
    VenueSamples samples = samples();
    for (String message : List.of(samples.trade(), samples.several().getFirst())) {
      FrameDecoder decoder = decoder();
      byte[] bytes = bytes(message);
      for (int length = 0; length < bytes.length; length++) {
        DecodedFrames decoded = new DecodedFrames();
        decoded.decode(decoder, Arrays.copyOf(bytes, length), binary(message));
        assertThat(decoded.trades).isEmpty();
        assertThat(decoded.bad).containsExactly(BadInput.MALFORMED);
      }
      assertThat(decode(decoder, message).trades).isNotEmpty();
    }
  }

  @Test
  @DisplayName("of a message cut anywhere, only complete trades are recovered")
  protected void salvaged() {
    VenueSamples samples = samples();
    List<String> messages = new ArrayList<>(List.of(samples.trade()));
    messages.addAll(samples.several());
    for (String message : messages) {
      FrameDecoder decoder = decoder();
      List<Trade> whole = decode(decoder, message).trades;
      RecoveredTrades before = new RecoveredTrades();
      byte[] bytes = bytes(message);
      for (int length = 0; length < bytes.length; length++) {
        RecoveredTrades left =
            RecoveredTrades.of(decoder, Arrays.copyOf(bytes, length), binary(message));
        left.requireBeginningOf(whole);
        assertThat(left.trades).containsAll(before.trades);
        before = left;
      }
      assertThat(decode(decoder, message).trades).isEqualTo(whole);
    }
  }

  @Test
  @DisplayName("of a trade without its last byte, the trade or its id is recovered")
  void named() {
    FrameDecoder decoder = decoder();
    String message = samples().trade();
    Trade trade = decode(decoder, message).trades.getFirst();
    byte[] bytes = bytes(message);
    RecoveredTrades left =
        RecoveredTrades.of(decoder, Arrays.copyOf(bytes, bytes.length - 1), binary(message));
    if (namesTypeLast()) {
      assertThat(left.trades).isEmpty();
      assertThat(left.cut).isEmpty();
    } else if (left.trades.isEmpty()) {
      assertThat(left.cut).containsExactly(trade.market() + " " + trade.id().text());
    } else {
      assertThat(left.trades).containsExactly(trade);
    }
  }

  @Test
  @DisplayName("nothing is recovered from old trades, or from another channel")
  protected void othersCut() {
    for (String message : samples().other()) {
      FrameDecoder decoder = decoder();
      decode(decoder, samples().trade());
      byte[] bytes = bytes(message);
      for (int length = 0; length < bytes.length; length++) {
        RecoveredTrades left =
            RecoveredTrades.of(decoder, Arrays.copyOf(bytes, length), binary(message));
        assertThat(left.trades).as(message).isEmpty();
      }
    }
  }

  @Test
  @DisplayName("of recorded frames cut anywhere, only complete trades are recovered")
  protected void recordedCut() {
    for (Path recording : RecordedFrames.of(samples().venue().venue().name()).withExpectation("")) {
      List<Symbol> symbols =
          RecordedFrames.expected(recording).stream()
              .map(line -> Symbol.parse(TradeLines.field(line, "symbol")))
              .distinct()
              .toList();
      FrameDecoder decoder = codec(symbols).decoder();
      for (String frame : RecordedFrames.frames(recording)) {
        byte[] bytes = bytes(frame);
        List<RecoveredTrades> all = new ArrayList<>();
        for (int length = 0; length < bytes.length; length++) {
          all.add(RecoveredTrades.of(decoder, Arrays.copyOf(bytes, length), binary(frame)));
        }
        List<Trade> whole = decode(decoder, frame).trades;
        all.forEach(left -> left.requireBeginningOf(whole));
      }
    }
  }

  @Test
  @DisplayName("bad values are told apart by reason, and never become a trade")
  protected void badValues() {
    VenueSamples samples = samples();
    for (String decimal : List.of(samples.price(), samples.quantity())) {
      for (String value : List.of("-1", "\"-1.5\"", "0", "\"0.00\"")) {
        if (!value.contains("-") || !samples.side().isEmpty()) {
          bad(decimal, value, BadInput.NOT_POSITIVE);
        }
      }
      for (String value : List.of("1e400", "\"1e400\"", "\"NaN\"", "\"\"", "\"1,5\"")) {
        bad(decimal, value, BadInput.BAD_NUMBER);
      }
      bad(decimal, "NaN", BadInput.MALFORMED);
    }
    for (String part : List.of(samples.price(), samples.quantity(), samples.id(), samples.time())) {
      for (String value : List.of("null", "true", "[1]", "{\"a\":\"1\"}")) {
        bad(part, value, BadInput.WRONG_SHAPE);
      }
    }
    bad(samples.id(), "-1", BadInput.WRONG_SHAPE);
    bad(samples.id(), "1.5", BadInput.WRONG_SHAPE);
    bad(samples.id(), "1e400", BadInput.BAD_NUMBER);
    for (String value : List.of("0", "-1", "1e400", "\"yesterday\"", "\"2026-13-01T00:00:00Z\"")) {
      bad(samples.time(), value, BadInput.BAD_TIME);
    }
    if (codec().continuity() == Continuity.SEQUENTIAL) {
      bad(samples.id(), "\"6a7f\"", BadInput.WRONG_SHAPE);
      bad(samples.id(), "9223372036854775808", BadInput.WRONG_SHAPE);
    }
    if (!samples.side().isEmpty()) {
      bad(samples.side(), "\"both\"", BadInput.WRONG_SHAPE);
      bad(samples.side(), "true", BadInput.WRONG_SHAPE);
    }
  }

  @Test
  @DisplayName("a market without subscription is unknown")
  protected void unknownMarket() {
    DecodedFrames decoded = decode(samples().trade().replace(samples().market(), "\"DOGE\""));
    assertThat(decoded.trades).isEmpty();
    assertThat(decoded.bad).containsExactly(BadInput.UNKNOWN_SYMBOL);
  }

  @Test
  @DisplayName("a trade without one of its fields has the wrong shape")
  protected void missing() {
    VenueSamples samples = samples();
    for (String part :
        List.of(
            samples.price(), samples.quantity(), samples.id(), samples.time(), samples.side())) {
      if (part.isEmpty()) {
        continue;
      }
      DecodedFrames decoded = decode(without(samples.trade(), part));
      assertThat(decoded.trades).as(part).isEmpty();
      assertThat(decoded.bad).as(part).containsExactly(BadInput.WRONG_SHAPE);
    }
  }

  @Test
  @DisplayName("a message that is none of the venue is bad, and the decoder continues")
  void noMessage() {
    DecodedFrames decoded =
        decode("", "<html>", "null", "42", "[]", "{}", "{\"hello\":1}", samples().trade());
    assertThat(decoded.bad)
        .containsExactly(
            BadInput.MALFORMED,
            BadInput.MALFORMED,
            BadInput.WRONG_SHAPE,
            BadInput.WRONG_SHAPE,
            BadInput.WRONG_SHAPE,
            BadInput.UNKNOWN_MESSAGE,
            BadInput.UNKNOWN_MESSAGE);
    assertThat(decoded.trades).hasSize(1);
  }

  @Test
  @DisplayName(
      "the line subscribes to every market that the operator names, and to the listed default"
          + " markets")
  void asked() {
    Symbol strange = Symbol.parse("T-ZZZ");
    assertThat(codec(List.of(strange)).symbols()).containsExactly(strange);
    assertThat(codec(List.of(strange, samples().symbol())).symbols())
        .containsExactly(strange, samples().symbol());
    assertThat(codec(List.of(strange)).subscription().messages())
        .anySatisfy(message -> assertThat(message).containsPattern("(?i)t.?zzz"));
    List<Symbol> byDefault = List.copyOf(SubscribedMarkets.DEFAULT_WISHES);
    if (listsDefaultMarkets()) {
      assertThat(codec(byDefault).symbols()).isNotEmpty().isSubsetOf(byDefault);
    } else {
      assertThatThrownBy(() -> codec(byDefault)).hasMessageContaining("FEED_SYMBOLS");
    }
  }

  @Test
  @DisplayName("recorded frames become exactly the trades in them")
  protected void recorded() {
    RecordedFrames frames = RecordedFrames.of(samples().venue().venue().name());
    List<Path> recordings = frames.withExpectation("");
    for (Path recording : recordings) {
      List<String> expected = RecordedFrames.expected(recording);
      List<Symbol> symbols =
          expected.stream()
              .map(line -> Symbol.parse(TradeLines.field(line, "symbol")))
              .distinct()
              .toList();
      DecodedFrames decoded =
          decode(codec(symbols).decoder(), RecordedFrames.frames(recording).toArray(String[]::new));
      assertThat(decoded.trades)
          .as("%s", recording)
          .extracting(TradeLines::plainLine)
          .containsExactlyElementsOf(expected.stream().map(TradeLines::expectedLine).toList());
      assertThat(decoded.bad)
          .as("%s", recording)
          .isSubsetOf(BadInput.UNKNOWN_SYMBOL, BadInput.UNKNOWN_MESSAGE);
    }
  }

  private void bad(String part, String value, BadInput reason) {
    String damaged = samples().trade().replace(part, value);
    assertThat(damaged).isNotEqualTo(samples().trade());
    DecodedFrames decoded = decode(damaged);
    assertThat(decoded.trades).as(damaged).isEmpty();
    assertThat(decoded.bad).as(damaged).containsExactly(reason);
  }
}
