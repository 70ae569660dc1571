package btcfeed.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.SubscribedMarkets;
import btcfeed.exchange.codec.VenueCodec;
import btcfeed.exchange.codec.VenueOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every codec promises, tried on samples of its venue's language. */
public abstract class VenueCodecContract extends HostileCodecContract {
  /**
   * Messages of one venue. The fields are parts of {@code trade}, and stand in it once.
   *
   * @param said what {@code trade} must become, in {@link TradeLines} form
   * @param several a message with several trades, or as many messages as it takes
   * @param ids of {@code several}, in the order they must be said
   * @param side empty where a quantity below zero says that the aggressor sold
   * @param other messages that bring nothing: snapshots, other channels
   */
  public record Samples(
      String venue,
      Symbol symbol,
      String trade,
      String said,
      List<String> several,
      List<String> ids,
      String acknowledgement,
      String refusal,
      String heartbeat,
      List<String> other,
      String price,
      String quantity,
      String id,
      String time,
      String side,
      String market) {}

  /** The venue's samples. */
  protected abstract Samples samples();

  @Test
  @DisplayName("a trade comes with every digit that was sent, and the aggressor's side")
  void trade() {
    Overheard heard = hear(samples().trade());
    assertThat(heard.trades).extracting(TradeLines::line).containsExactly(samples().said());
    assertThat(heard.bad).isEmpty();
  }

  @Test
  @DisplayName("several trades come oldest first")
  void several() {
    Overheard heard = hear(samples().several().toArray(String[]::new));
    assertThat(heard.trades)
        .extracting(trade -> trade.id().text())
        .containsExactlyElementsOf(samples().ids());
    assertThat(heard.bad).isEmpty();
  }

  @Test
  @DisplayName("the subscription is confirmed once, by its answer or by the first trade")
  protected void confirmed() {
    Samples samples = samples();
    Overheard answered = hear(samples.acknowledgement(), samples.trade(), samples.trade());
    assertThat(answered.confirmations).isEqualTo(1);
    assertThat(answered.bad).isEmpty();
    assertThat(hear(samples.trade(), samples.acknowledgement()).confirmations).isEqualTo(1);
    assertThat(hear(samples.heartbeat()).confirmations).isZero();
  }

  @Test
  @DisplayName("a refusal is no confirmation")
  void refused() {
    Overheard heard = hear(samples().refusal());
    assertThat(heard.refusals).hasSize(1);
    assertThat(heard.refusals.getFirst()).isNotEqualTo("no reason given");
    assertThat(heard.confirmations).isZero();
  }

  @Test
  @DisplayName("a heartbeat is a heartbeat")
  void heartbeat() {
    Overheard heard = hear(samples().heartbeat());
    assertThat(heard.heartbeats).isEqualTo(1);
    assertThat(heard.bad).isEmpty();
  }

  @Test
  @DisplayName("what is marked as old, or is another channel's, brings nothing")
  void other() {
    for (String message : samples().other()) {
      assertThat(hear(message).nothing()).as(message).isTrue();
    }
  }

  @Test
  @DisplayName("a message cut anywhere brings nothing, and is malformed")
  protected void cut() {
    Samples samples = samples();
    for (String message : List.of(samples.trade(), samples.several().getFirst())) {
      FrameDecoder decoder = decoder();
      byte[] bytes = bytes(message);
      for (int length = 0; length < bytes.length; length++) {
        Overheard heard = new Overheard();
        heard.hear(decoder, Arrays.copyOf(bytes, length), binary(message));
        assertThat(heard.trades).isEmpty();
        assertThat(heard.bad).containsExactly(BadInput.MALFORMED);
      }
      assertThat(hear(decoder, message).trades).isNotEmpty();
    }
  }

  @Test
  @DisplayName("of a message cut for good, only trades that came whole are salvaged")
  protected void salvaged() {
    Samples samples = samples();
    List<String> messages = new ArrayList<>(List.of(samples.trade()));
    messages.addAll(samples.several());
    for (String message : messages) {
      FrameDecoder decoder = decoder();
      List<Trade> whole = hear(decoder, message).trades;
      Remains before = new Remains();
      byte[] bytes = bytes(message);
      for (int length = 0; length < bytes.length; length++) {
        Remains left = Remains.of(decoder, Arrays.copyOf(bytes, length), binary(message));
        left.requireBeginningOf(whole);
        assertThat(left.trades).containsAll(before.trades);
        before = left;
      }
      assertThat(hear(decoder, message).trades).isEqualTo(whole);
    }
  }

  @Test
  @DisplayName("of a trade that lacks its last byte, the trade is left, or its name")
  void named() {
    FrameDecoder decoder = decoder();
    String message = samples().trade();
    Trade trade = hear(decoder, message).trades.getFirst();
    byte[] bytes = bytes(message);
    Remains left = Remains.of(decoder, Arrays.copyOf(bytes, bytes.length - 1), binary(message));
    if (saysWhatItIsLast()) {
      assertThat(left.trades).isEmpty();
      assertThat(left.cut).isEmpty();
    } else if (left.trades.isEmpty()) {
      assertThat(left.cut).containsExactly(trade.market() + " " + trade.id().text());
    } else {
      assertThat(left.trades).containsExactly(trade);
    }
  }

  @Test
  @DisplayName("nothing is salvaged of what is old, or of another channel")
  protected void othersCut() {
    for (String message : samples().other()) {
      FrameDecoder decoder = decoder();
      hear(decoder, samples().trade());
      byte[] bytes = bytes(message);
      for (int length = 0; length < bytes.length; length++) {
        Remains left = Remains.of(decoder, Arrays.copyOf(bytes, length), binary(message));
        assertThat(left.trades).as(message).isEmpty();
      }
    }
  }

  @Test
  @DisplayName("of recorded frames, cut anywhere, only trades that came whole are salvaged")
  protected void recordedCut() {
    for (Path recording : RecordedFrames.of(samples().venue()).withExpectation("")) {
      List<Symbol> symbols =
          RecordedFrames.expected(recording).stream()
              .map(line -> Symbol.parse(TradeLines.field(line, "symbol")))
              .distinct()
              .toList();
      FrameDecoder decoder = codec(symbols).decoder();
      for (String frame : RecordedFrames.frames(recording)) {
        byte[] bytes = bytes(frame);
        List<Remains> all = new ArrayList<>();
        for (int length = 0; length < bytes.length; length++) {
          all.add(Remains.of(decoder, Arrays.copyOf(bytes, length), binary(frame)));
        }
        List<Trade> whole = hear(decoder, frame).trades;
        all.forEach(left -> left.requireBeginningOf(whole));
      }
    }
  }

  @Test
  @DisplayName("bad values are told apart by reason, and never become a trade")
  protected void badValues() {
    Samples samples = samples();
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
  @DisplayName("a market that was not asked for is unknown")
  protected void unknownMarket() {
    Overheard heard = hear(samples().trade().replace(samples().market(), "\"DOGE\""));
    assertThat(heard.trades).isEmpty();
    assertThat(heard.bad).containsExactly(BadInput.UNKNOWN_SYMBOL);
  }

  @Test
  @DisplayName("a trade without one of its fields has the wrong shape")
  protected void missing() {
    Samples samples = samples();
    for (String part :
        List.of(
            samples.price(), samples.quantity(), samples.id(), samples.time(), samples.side())) {
      if (part.isEmpty()) {
        continue;
      }
      Overheard heard = hear(without(samples.trade(), part));
      assertThat(heard.trades).as(part).isEmpty();
      assertThat(heard.bad).as(part).containsExactly(BadInput.WRONG_SHAPE);
    }
  }

  @Test
  @DisplayName("what is no message of the venue is bad, and the decoder goes on")
  void noMessage() {
    Overheard heard =
        hear("", "<html>", "null", "42", "[]", "{}", "{\"hello\":1}", samples().trade());
    assertThat(heard.bad)
        .containsExactly(
            BadInput.MALFORMED,
            BadInput.MALFORMED,
            BadInput.WRONG_SHAPE,
            BadInput.WRONG_SHAPE,
            BadInput.WRONG_SHAPE,
            BadInput.UNKNOWN_MESSAGE,
            BadInput.UNKNOWN_MESSAGE);
    assertThat(heard.trades).hasSize(1);
  }

  @Test
  @DisplayName("every market an operator names is asked for; of the default, those it lists")
  void asked() {
    Symbol strange = Symbol.parse("T-ZZZ");
    assertThat(codec(List.of(strange)).symbols()).containsExactly(strange);
    assertThat(codec(List.of(strange, samples().symbol())).symbols())
        .containsExactly(strange, samples().symbol());
    assertThat(codec(List.of(strange)).subscription().messages())
        .anySatisfy(message -> assertThat(message).containsPattern("(?i)t.?zzz"));
    assertThat(codec(List.copyOf(SubscribedMarkets.DEFAULT_WISHES)).symbols())
        .isNotEmpty()
        .isSubsetOf(SubscribedMarkets.DEFAULT_WISHES);
  }

  @Test
  @DisplayName("recorded frames become exactly the trades that are in them")
  protected void recorded() {
    RecordedFrames frames = RecordedFrames.of(samples().venue());
    List<Path> recordings = frames.withExpectation("");
    for (Path recording : recordings) {
      List<String> expected = RecordedFrames.expected(recording);
      List<Symbol> symbols =
          expected.stream()
              .map(line -> Symbol.parse(TradeLines.field(line, "symbol")))
              .distinct()
              .toList();
      Overheard heard =
          hear(codec(symbols).decoder(), RecordedFrames.frames(recording).toArray(String[]::new));
      assertThat(heard.trades)
          .as("%s", recording)
          .extracting(TradeLines::plainLine)
          .containsExactlyElementsOf(expected.stream().map(TradeLines::expectedLine).toList());
      assertThat(heard.bad)
          .as("%s", recording)
          .isSubsetOf(BadInput.UNKNOWN_SYMBOL, BadInput.UNKNOWN_MESSAGE);
    }
  }

  private void bad(String part, String value, BadInput reason) {
    String damaged = samples().trade().replace(part, value);
    assertThat(damaged).isNotEqualTo(samples().trade());
    Overheard heard = hear(damaged);
    assertThat(heard.trades).as(damaged).isEmpty();
    assertThat(heard.bad).as(damaged).containsExactly(reason);
  }

  /** What a new decoder says of messages. */
  protected Overheard hear(String... messages) {
    return hear(decoder(), messages);
  }

  /** What a decoder says of messages. */
  protected Overheard hear(FrameDecoder decoder, String... messages) {
    Overheard heard = new Overheard();
    for (String message : messages) {
      heard.hear(decoder, bytes(message), binary(message));
    }
    return heard;
  }

  @Override
  protected String sample() {
    return samples().trade();
  }

  @Override
  protected List<String> fields() {
    return List.of(samples().price(), samples().quantity(), samples().id(), samples().time());
  }

  @Override
  protected boolean signedQuantity() {
    return samples().side().isEmpty();
  }

  @Override
  protected FrameDecoder hostileDecoder() {
    List<Symbol> symbols = List.of(samples().symbol());
    return Venues.codec(
            samples().venue(),
            new VenueOptions(symbols, Optional.empty(), HostileInputContract.LONGEST))
        .decoder();
  }

  /** A sample as it comes over the wire. */
  @Override
  protected byte[] bytes(String message) {
    return message.getBytes(StandardCharsets.UTF_8);
  }

  /** True if it comes in a binary frame. */
  @Override
  protected boolean binary(String message) {
    return false;
  }

  /** A new decoder, which has heard what must come before a trade. */
  protected FrameDecoder decoder() {
    return codec().decoder();
  }

  /** True if a message says only after its trades what they are: then nothing can be left of it. */
  protected boolean saysWhatItIsLast() {
    return false;
  }

  /** The trade without this part of it. */
  protected String without(String trade, String part) {
    return Pattern.compile("\"[a-zA-Z_]+\":" + Pattern.quote(part))
        .matcher(trade)
        .replaceFirst("\"absent\":1");
  }

  /** The venue's codec, for the samples' market. */
  protected VenueCodec codec() {
    return codec(List.of(samples().symbol()));
  }

  /** The venue's codec, for these markets. */
  protected VenueCodec codec(List<Symbol> symbols) {
    return Venues.codec(samples().venue(), new VenueOptions(symbols, Optional.empty(), 1000));
  }
}
