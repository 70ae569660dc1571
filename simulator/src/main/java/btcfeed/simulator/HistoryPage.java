package btcfeed.simulator;

import java.util.Map;

/** An answer to an HTTP request. */
record HistoryPage(int status, Map<String, String> headers, String body) {
  HistoryPage {
    headers = Map.copyOf(headers);
  }

  static HistoryPage of(String body) {
    return new HistoryPage(200, Map.of(), body);
  }

  static HistoryPage failed(int status, String body) {
    return new HistoryPage(status, Map.of(), body);
  }
}
