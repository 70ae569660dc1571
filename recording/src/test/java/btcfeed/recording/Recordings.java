package btcfeed.recording;

import btcfeed.domain.line.LineId;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.testsupport.RealClock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** What tests of recordings have in common. */
final class Recordings {
  static final LineId LINE = new LineId(new Venue("binance"), "a");
  static final List<RecordingHeader.Listened> BINANCE =
      List.of(
          new RecordingHeader.Listened(new Venue("binance"), 1, List.of(Symbol.parse("BTC-USDT"))));

  private Recordings() {}

  static Recorder begin(Path file, RecordingLimits limits) {
    return made(() -> Recorder.begin(file, BINANCE, limits, new RealClock()));
  }

  /** What this makes; that it cannot is an error of the test. */
  static <T> T made(Callable<T> maker) {
    try {
      return maker.call();
    } catch (Exception failed) {
      throw new AssertionError(failed);
    }
  }

  static RecordingReader reader(Path file) {
    return made(() -> RecordingReader.open(file));
  }

  static Tape tape(Path... files) {
    return made(() -> Tape.of(List.of(files)));
  }

  static List<RecordedEvent> all(RecordingReader reader) {
    List<RecordedEvent> all = new ArrayList<>();
    for (Optional<RecordedEvent> next = reader.next(); next.isPresent(); next = reader.next()) {
      all.add(next.get());
    }
    return all;
  }

  static List<RecordedEvent> all(Path file) {
    try (RecordingReader reader = reader(file)) {
      return all(reader);
    }
  }

  /** The text messages among these. */
  static List<String> texts(List<RecordedEvent> some) {
    return some.stream()
        .filter(one -> one.kind() == RecordedEvent.Kind.TEXT)
        .map(one -> new String(one.payload(), StandardCharsets.UTF_8))
        .toList();
  }
}
