package btcfeed.http.metrics;

import btcfeed.application.extend.ReferencePrices;
import btcfeed.domain.index.ReferencePrice;
import btcfeed.http.api.ReferenceView;
import java.util.List;
import java.util.Optional;

/** The reference prices as metric families. */
final class IndexFamilies {
  private static final List<String> STATES = List.of("ok", "degraded", "unavailable");

  private IndexFamilies() {}

  static void add(List<ReferencePrices.Answer> answers, List<Family> out) {
    Family price = Family.gauge("btcfeed_index_price", "Reference price, absent without one.");
    Family used = Family.gauge("btcfeed_index_venues_used", "Venues it rests on.");
    Family refused = Family.gauge("btcfeed_index_venues_refused", "Silent or far from the others.");
    Family state = Family.gauge("btcfeed_index_state", "1 for the state it is in.");
    for (ReferencePrices.Answer answer : answers) {
      String symbol = answer.symbol().toString();
      Optional<ReferencePrice.Quote> quote = ReferenceView.quote(answer.price());
      quote.ifPresent(
          known -> price.row(known.price().toBigDecimal().doubleValue(), "symbol", symbol));
      used.row(quote.map(known -> known.used().size()).orElse(0), "symbol", symbol);
      refused.row(answer.price().refused().size(), "symbol", symbol);
      STATES.forEach(
          one -> state.row(one.equals(answer.price().state()), "symbol", symbol, "state", one));
    }
    out.addAll(List.of(price, used, refused, state));
  }
}
