package btcfeed.domain.index;

import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.market.Price;
import btcfeed.domain.market.Venue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

@Label("Whatever venues say, the reference price")
class ReferenceIndexPropertiesTest {
  @Property
  @Label("is a price of a venue, and no venue is both used and excluded")
  void saidBySomebody(
      @ForAll @Size(min = 1, max = 15) List<@LongRange(min = 1, max = 20_000_000) Long> cents) {
    ReferencePrice answer = of(cents).at(0);
    ReferencePrice.IndexValue quote = quote(answer).orElseThrow();

    assertThat(cents).contains(quote.price().toBigDecimal().movePointRight(2).longValueExact());
    Set<Venue> all = new HashSet<>(quote.used());
    assertThat(answer.refused().keySet()).doesNotContainAnyElementsOf(quote.used());
    all.addAll(answer.refused().keySet());
    assertThat(all).hasSize(cents.size());
  }

  @Property
  @Label("stays within the range of the other venues, whatever one venue reports")
  void oneAgainstOthers(
      @ForAll @Size(min = 2, max = 14)
          List<@LongRange(min = 6_399_000, max = 6_401_000) Long> others,
      @ForAll @LongRange(min = 1, max = 900_000_000) long astray) {
    List<Long> all = new ArrayList<>(others);
    all.add(astray);

    BigDecimal price = quote(of(all).at(0)).orElseThrow().price().toBigDecimal();
    assertThat(price)
        .isBetween(
            BigDecimal.valueOf(Collections.min(others), 2),
            BigDecimal.valueOf(Collections.max(others), 2));
  }

  @Property
  @Label("does not depend on who traded first")
  void order(
      @ForAll @Size(min = 1, max = 15) List<@LongRange(min = 1, max = 20_000_000) Long> cents,
      @ForAll Random random) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < cents.size(); i++) {
      places.add(i);
    }
    Collections.shuffle(places, random);
    ReferenceIndex shuffled = new ReferenceIndex();
    places.forEach(i -> shuffled.traded(venue(i), price(cents.get(i)), 0));

    assertThat(shuffled.at(0)).isEqualTo(of(cents).at(0));
  }

  private static ReferenceIndex of(List<Long> cents) {
    ReferenceIndex index = new ReferenceIndex();
    for (int i = 0; i < cents.size(); i++) {
      index.traded(venue(i), price(cents.get(i)), 0);
    }
    return index;
  }

  private static Optional<ReferencePrice.IndexValue> quote(ReferencePrice answer) {
    return switch (answer) {
      case ReferencePrice.Ok(var quote, _) -> Optional.of(quote);
      case ReferencePrice.Degraded(var quote, _) -> Optional.of(quote);
      case ReferencePrice.Unavailable _ -> Optional.empty();
    };
  }

  private static Venue venue(int number) {
    return new Venue("v" + (char) ('a' + number));
  }

  private static Price price(long cents) {
    return new Price(cents, 2);
  }
}
