package btcfeed.simulator;

import java.util.Map;

/** An answer to an HTTP request. */
record Page(int status, Map<String, String> headers, String body) {
  Page {
    headers = Map.copyOf(headers);
  }

  static Page of(String body) {
    return new Page(200, Map.of(), body);
  }

  static Page failed(int status, String body) {
    return new Page(status, Map.of(), body);
  }
}
