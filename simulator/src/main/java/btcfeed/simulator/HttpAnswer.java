package btcfeed.simulator;

import java.util.Map;

/** The answer to an HTTP request. */
public sealed interface HttpAnswer {
  /** The connection becomes a WebSocket. */
  record Upgrade() implements HttpAnswer {}

  /** No answer: the client waits until it times out. */
  record None() implements HttpAnswer {}

  /** A history page, or a refusal. */
  record Page(int status, Map<String, String> headers, String body) implements HttpAnswer {
    public Page {
      headers = Map.copyOf(headers);
    }
  }

  /** An answer written as in {@link Templates#json}. */
  static Page page(int status, String template, Object... values) {
    return new Page(status, Map.of(), Templates.json(template, values));
  }
}
