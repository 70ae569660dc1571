package btcfeed.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Symbol;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.VenueOptions;
import btcfeed.exchange.input.InputLimits;
import btcfeed.venuekit.DecodedFrames;
import btcfeed.venuekit.HostileInput;
import btcfeed.venuekit.RecordedFrames;
import btcfeed.venuekit.RecoveredTrades;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Mutates recorded frames of all venues and decodes them with each venue's codec: of its own, and
 * now and then of another venue. The same seed makes the same inputs. {@code -Dfuzz.minutes=10}
 * runs so long instead of a fixed number of inputs, {@code -Dfuzz.seed=7} from another seed.
 */
@DisplayName("Mutated frames")
class CodecFuzzTest {
  /** Inputs that once caused a failure, by venue, in base64. They run every time. */
  private static final Map<String, List<String>> FOUND = Map.of();

  private static final int INPUTS = 6_000;
  private static final int LONGEST = 64 * 1024;
  private static final int MOST_REPORTS = InputLimits.REJECTED_ROWS_REPORTED + 12;
  private static final List<Symbol> SYMBOLS =
      List.of(
          Symbol.parse("BTC-USDT"),
          Symbol.parse("BTC-USD"),
          Symbol.parse("ETH-USD"),
          Symbol.parse("ETH-USDT"));

  private final Map<String, List<byte[]>> frames = new TreeMap<>();
  private final List<byte[]> parts = new ArrayList<>();

  CodecFuzzTest() {
    for (String venue : Venues.builtIn().names()) {
      frames.put(venue, frames(venue));
    }
    HostileInput.values().stream()
        .filter(value -> value.length() < 1000)
        .forEach(value -> parts.add(value.getBytes(StandardCharsets.UTF_8)));
    for (String part :
        List.of("{", "}", "[", "]", "\"", ",", ":", "\\u00", "{},", "\u00E9", "\0")) {
      parts.add(part.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  @DisplayName("bring no exception, bounded reports, and leave a codec that still works")
  void mutations() {
    long seed = Long.getLong("fuzz.seed", 20_261_130L);
    long minutes = Long.getLong("fuzz.minutes", 0L);
    long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, FrameDecoder> decoders = new TreeMap<>();
    List<String> venues = List.copyOf(frames.keySet());
    for (long i = 0; minutes > 0 ? System.nanoTime() < end : i < INPUTS; i++) {
      String venue = venues.get(random.nextInt(venues.size()));
      String other = random.nextInt(20) == 0 ? venues.get(random.nextInt(venues.size())) : venue;
      byte[] input = mutated(random, other);
      if (i % 100 == 0) {
        decoders.remove(venue);
      }
      check(decoders.computeIfAbsent(venue, CodecFuzzTest::decoder), venue, input, seed);
    }
    decoders.forEach(this::assertSameAsNew);
  }

  @Test
  @DisplayName("that once caused a failure are decoded")
  void found() {
    FOUND.forEach(
        (venue, inputs) ->
            inputs.forEach(
                input -> check(decoder(venue), venue, Base64.getDecoder().decode(input), 0)));
  }

  private static void check(FrameDecoder decoder, String venue, byte[] input, long seed) {
    String what = venue + " seed " + seed + " " + Base64.getEncoder().encodeToString(input);
    try {
      for (boolean binary : new boolean[] {false, true}) {
        DecodedFrames decoded = new DecodedFrames();
        decoded.decode(decoder, input, binary);
        assertThat(decoded.bad).as(what).hasSizeLessThanOrEqualTo(MOST_REPORTS);
        RecoveredTrades left = RecoveredTrades.of(decoder, input, binary);
        assertThat(left.cut).as(what).hasSizeLessThanOrEqualTo(1);
      }
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError thrown) {
      throw new AssertionError(what, thrown);
    }
  }

  /** Earlier messages must not change the meaning of a trade. */
  private void assertSameAsNew(String venue, FrameDecoder used) {
    FrameDecoder unused = decoder(venue);
    for (byte[] frame : framesOf(venue)) {
      for (boolean binary : new boolean[] {false, true}) {
        DecodedFrames expected = new DecodedFrames();
        expected.decode(unused, frame, binary);
        DecodedFrames decoded = new DecodedFrames();
        decoded.decode(used, frame, binary);
        // A Bitfinex channel means the market of an earlier message.
        if (!venue.equals("bitfinex")) {
          assertThat(decoded.trades).as(venue).isEqualTo(expected.trades);
        }
      }
    }
  }

  private List<byte[]> framesOf(String venue) {
    return Optional.ofNullable(frames.get(venue)).orElseThrow();
  }

  private byte[] mutated(SplittableRandom random, String venue) {
    byte[] input = any(random, framesOf(venue)).clone();
    for (int times = 1 + random.nextInt(4); times > 0 && input.length > 0; times--) {
      int from = random.nextInt(input.length);
      int to = Math.min(input.length, from + 1 + random.nextInt(1 << random.nextInt(1, 8)));
      input =
          switch (random.nextInt(7)) {
            case 0 -> Arrays.copyOf(input, from);
            case 1 -> joined(input, 0, from, input, to, input.length);
            case 2 -> repeated(input, from, to, 1 << random.nextInt(1, 9));
            case 3 -> inserted(input, from, any(random, parts), from);
            case 4 -> inserted(input, from, any(random, parts), to);
            case 5 -> {
              byte[] spliced = any(random, framesOf(venue));
              int at = spliced.length == 0 ? 0 : random.nextInt(spliced.length);
              yield joined(input, 0, from, spliced, at, spliced.length);
            }
            default -> {
              input[from] = (byte) random.nextInt(256);
              yield input;
            }
          };
    }
    return input.length > LONGEST ? Arrays.copyOf(input, LONGEST) : input;
  }

  private static <T> T any(SplittableRandom random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static byte[] repeated(byte[] input, int from, int to, int times) {
    int bounded = Math.max(1, Math.min(times, LONGEST / (to - from)));
    byte[] result = Arrays.copyOf(input, input.length + (to - from) * bounded);
    int at = to;
    for (int i = 0; i < bounded; i++, at += to - from) {
      System.arraycopy(input, from, result, at, to - from);
    }
    System.arraycopy(input, to, result, at, input.length - to);
    return result;
  }

  private static byte[] inserted(byte[] input, int to, byte[] part, int from) {
    byte[] head = joined(input, 0, to, part, 0, part.length);
    return joined(head, 0, head.length, input, from, input.length);
  }

  private static byte[] joined(byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo) {
    byte[] result = Arrays.copyOf(Arrays.copyOfRange(a, aFrom, aTo), aTo - aFrom + bTo - bFrom);
    System.arraycopy(b, bFrom, result, aTo - aFrom, bTo - bFrom);
    return result;
  }

  private static FrameDecoder decoder(String venue) {
    return Venues.builtIn()
        .codec(venue, new VenueOptions(SYMBOLS, Optional.empty(), LONGEST * 4))
        .decoder();
  }

  /** The recorded frames of a venue; compressed and binary ones unchanged. */
  private static List<byte[]> frames(String venue) {
    List<byte[]> frames = new ArrayList<>();
    try (var files = Files.list(RecordedFrames.recorded(venue))) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        for (String line : Files.readAllLines(file)) {
          if (name.endsWith(".b64")) {
            frames.add(Base64.getDecoder().decode(line.strip()));
          } else if (!name.contains(".expected.")) {
            frames.add(line.getBytes(StandardCharsets.UTF_8));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return frames;
  }
}
