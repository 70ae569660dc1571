package btcfeed.exchange.history;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Venue;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.venuekit.HistorySamples;
import btcfeed.venuekit.HostileInput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Mutates history pages of all venues and reads them. The same seed makes the same inputs. {@code
 * -Dfuzz.minutes=10} runs so long instead of a fixed number of inputs, {@code -Dfuzz.seed=7} from
 * another seed.
 */
@DisplayName("Mutated history pages")
class HistoryFuzzTest {
  private static final int INPUTS = 20_000;
  private static final int ROWS = 3;
  private static final int LONGEST = 64 * 1024;

  private static final List<byte[]> PARTS =
      Stream.concat(
              HostileInput.values().stream().filter(value -> value.length() < 1_000),
              Stream.of("{", "}", "[", "]", "\"", ",", ":", "\\", "-", "{},"))
          .map(part -> part.getBytes(StandardCharsets.UTF_8))
          .toList();

  private final Map<String, HistoryDescription> histories = HistoryContractTest.HISTORIES;

  @Test
  @DisplayName("bring no exception, no more trades than rows, and no request for more than before")
  void mutations() {
    long seed = Long.getLong("fuzz.seed", 20_261_130L);
    long minutes = Long.getLong("fuzz.minutes", 0L);
    long end = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
    SplittableRandom random = new SplittableRandom(seed);
    List<String> venues = histories.keySet().stream().sorted().toList();
    for (long i = 0; minutes > 0 ? System.nanoTime() < end : i < INPUTS; i++) {
      String venue = venues.get(random.nextInt(venues.size()));
      check(venue, mutated(random, page(venue)), seed);
    }
  }

  private void check(String venue, byte[] input, long seed) {
    String what = venue + " seed " + seed + " " + Base64.getEncoder().encodeToString(input);
    HistoryDescription history = Optional.ofNullable(histories.get(venue)).orElseThrow();
    Wanted wanted = wanted(venue);
    try {
      switch (PageReader.read(history, wanted, input)) {
        case PageBody.Rows(PageRows rows) -> {
          assertThat(rows.trades().size() + rows.rejected().size())
              .as(what)
              .isEqualTo(rows.count());
          history.next(rows).ifPresent(rest -> assertThat(isLess(rest, wanted)).as(what).isTrue());
        }
        case PageBody.Refused(_, String text, _) -> assertThat(text).as(what).isNotEmpty();
        case PageBody.Unreadable(String why) -> assertThat(why).as(what).isNotEmpty();
      }
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError thrown) {
      throw new AssertionError(what, thrown);
    }
  }

  /** Less of the same, or the same at another place. */
  private static boolean isLess(Wanted rest, Wanted wanted) {
    boolean within = rest.sinceUs() >= wanted.sinceUs() && rest.untilUs() <= wanted.untilUs();
    return within
        && !rest.equals(wanted)
        && (!(rest instanceof Wanted.Ids ids)
            || (ids.fromId() >= HistorySamples.FIRST_ID
                && ids.fromId() <= ids.toId()
                && ids.toId() <= HistorySamples.FIRST_ID + 20));
  }

  private static byte[] page(String venue) {
    HistorySamples pages = HistoryPages.of(venue);
    return pages
        .page(IntStream.range(0, ROWS).mapToObj(pages::row).toList())
        .getBytes(StandardCharsets.UTF_8);
  }

  private static Wanted wanted(String venue) {
    Market market = new Market(new Venue(venue), Symbol.parse("BTC-USDT"));
    long sinceUs = HistorySamples.FIRST_MS * 1_000;
    long firstId = HistorySamples.FIRST_ID;
    return HistoryPages.of(venue).byId()
        ? new Wanted.Ids(market, firstId, firstId + 20, sinceUs, sinceUs + 1_000_000, "")
        : new Wanted.Times(market, sinceUs, sinceUs + 1_000_000, "");
  }

  private static byte[] mutated(SplittableRandom random, byte[] page) {
    byte[] input = page;
    for (int times = 1 + random.nextInt(4); times > 0 && input.length > 0; times--) {
      int from = random.nextInt(input.length);
      int to = Math.min(input.length, from + 1 + random.nextInt(1 << random.nextInt(1, 8)));
      byte[] middle =
          switch (random.nextInt(5)) {
            case 0 -> new byte[0];
            case 1 -> PARTS.get(random.nextInt(PARTS.size()));
            case 2 -> repeated(input, from, to, 2 + random.nextInt(30));
            case 3 -> new byte[] {(byte) random.nextInt(256)};
            default -> joined(Arrays.copyOfRange(input, from, to), input, from, to);
          };
      byte[] head = Arrays.copyOf(input, from);
      input = joined(joined(head, middle, 0, middle.length), input, to, input.length);
    }
    return input.length > LONGEST ? Arrays.copyOf(input, LONGEST) : input;
  }

  private static byte[] repeated(byte[] input, int from, int to, int times) {
    byte[] result = new byte[0];
    for (int i = 0; i < times; i++) {
      result = joined(result, input, from, to);
    }
    return result;
  }

  private static byte[] joined(byte[] first, byte[] second, int from, int to) {
    byte[] result = Arrays.copyOf(first, first.length + to - from);
    System.arraycopy(second, from, result, first.length, to - from);
    return result;
  }
}
