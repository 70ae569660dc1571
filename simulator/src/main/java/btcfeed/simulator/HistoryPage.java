package btcfeed.simulator;

import java.util.Map;

/** The answer to an HTTP request. */
record HistoryPage(int status, Map<String, String> headers, String body) {
  HistoryPage {
    headers = Map.copyOf(headers);
  }

  /** An answer written as in {@link Templates#json}. */
  static HistoryPage of(int status, String template, Object... values) {
    return new HistoryPage(status, Map.of(), Templates.json(template, values));
  }
}
