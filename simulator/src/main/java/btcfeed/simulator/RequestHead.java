package btcfeed.simulator;

import btcfeed.domain.market.Trade;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The head of an HTTP request.
 *
 * @param target path and query, as sent
 * @param headers by name, in any case
 * @param secure whether it came over TLS
 */
public record RequestHead(
    String method, String target, Map<String, String> headers, boolean secure) {
  private static final int MAX_BYTES = 16 * 1024;

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  /** The key of a WebSocket handshake; empty for another request. */
  Optional<String> webSocketKey() {
    return header("Sec-WebSocket-Key");
  }

  /** The WebSocket address of the server that the client called: scheme, host and port. */
  public String serverAddress() {
    return (secure ? "wss://" : "ws://") + header("Host").orElse("");
  }

  long bodyBytes() {
    return header("Content-Length")
        .filter(text -> text.matches("\\d{1,4}"))
        .map(Long::valueOf)
        .orElse(0L);
  }

  /** The target without its query. */
  public String path() {
    return target.split("\\?", 2)[0];
  }

  /** The decoded value of a parameter in the query; an empty text if it is missing. */
  public String text(String name) {
    return Stream.of(target.split("[?&]"))
        .skip(1)
        .filter(parameter -> parameter.startsWith(name + "="))
        .map(text -> URLDecoder.decode(text.substring(name.length() + 1), StandardCharsets.UTF_8))
        .findFirst()
        .orElse("");
  }

  /** The number in a parameter; empty if it is missing or not a number. */
  public Optional<Long> number(String name) {
    String text = text(name);
    return text.matches("\\d{1,18}|[1-8]\\d{18}")
        ? Optional.of(Long.valueOf(text))
        : Optional.empty();
  }

  /** Trades whose value is less than this parameter; all trades if it is missing. */
  public Predicate<Trade> below(String name, ToLongFunction<Trade> value) {
    long bound = number(name).orElse(Long.MAX_VALUE);
    return trade -> value.applyAsLong(trade) < bound;
  }

  /** Trades whose value is between these parameters, both included; a missing one is no bound. */
  public Predicate<Trade> between(String from, String to, ToLongFunction<Trade> value) {
    long least = number(from).orElse(0L);
    long most = number(to).orElse(Long.MAX_VALUE);
    return trade -> value.applyAsLong(trade) >= least && value.applyAsLong(trade) <= most;
  }

  /** Reads one head, including its blank line. */
  static RequestHead read(InputStream in, boolean secure) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int next = in.read();
      if (next < 0 || head.length() > MAX_BYTES) {
        throw new IOException("not an HTTP request");
      }
      head.append((char) (next & 0xFF));
    }
    String[] lines = head.toString().split("\r\n");
    String[] first = lines[0].split(" ");
    if (first.length != 3) {
      throw new IOException("not an HTTP request: " + lines[0]);
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(line.substring(0, colon).strip(), line.substring(colon + 1).strip());
      }
    }
    return new RequestHead(first[0], first[1], headers, secure);
  }

  /** The encoded first line and headers of an answer. */
  static byte[] answer(String status, Map<String, String> headers) {
    StringBuilder answer = new StringBuilder("HTTP/1.1 " + status + "\r\n");
    headers.forEach((name, value) -> answer.append(name + ": " + value + "\r\n"));
    return answer.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
