package btcfeed.exchange.history;

import btcfeed.domain.port.HistoryPort;
import btcfeed.exchange.input.InputLimits;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.exchange.net.VenueHttpClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A venue's past, asked for over HTTP.
 *
 * <p>Only two things are an {@code Answer.Never}: a request that the venue's interface does not
 * have, and the venue's own plain words that it does not know the market. Every other refusal may
 * pass, so it is an {@code Answer.Later}.
 */
public final class HttpHistory implements HistoryPort {
  // The body, the copy it grows into, and its trades.
  private static final long PAGE_BYTES = 3L * InputLimits.HISTORY_BODY_BYTES;

  private static final int OK = 200;
  private static final int MAX_QUOTED_BYTES = 120;
  private static final Duration AFTER_SLOW_DOWN = Duration.ofSeconds(30);
  private static final Duration AFTER_FORBIDDEN = Duration.ofMinutes(5);
  private static final Duration AFTER_BAN = Duration.ofMinutes(2);
  private static final Duration AFTER_REDIRECT = Duration.ofMinutes(1);
  private static final Duration AFTER_NOT_SERVED = Duration.ofMinutes(15);

  // One odd header must not stop the back-fill of a venue for days.
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final Duration LONGEST_BAN = Duration.ofHours(6);

  private final HistoryCodec codec;
  private final List<String> bases;
  private final VenueHttpClient client;
  private final MessageBudget budget;
  private int at;

  // How many of the addresses in a row do not serve us.
  private int shut;

  /**
   * Makes one; nothing is connected yet.
   *
   * @param base instead of the venue's own
   * @param budget the memory that pages share with the messages of all lines
   */
  public HttpHistory(
      HistoryCodec codec, Optional<URI> base, OutboundConnector connector, MessageBudget budget) {
    this(
        codec,
        base,
        new VenueHttpClient(
            connector, InputLimits.HISTORY_EXCHANGE_TIME, InputLimits.HISTORY_BODY_BYTES),
        budget);
  }

  /** The same over a client of its own, which it closes. */
  HttpHistory(
      HistoryCodec codec, Optional<URI> base, VenueHttpClient client, MessageBudget budget) {
    this.codec = codec;
    this.client = client;
    this.budget = budget;
    this.bases =
        base.map(URI::toString)
            .map(HttpHistory::withoutSlash)
            .map(List::of)
            .orElseGet(
                () -> Stream.concat(Stream.of(codec.base()), codec.elsewhere().stream()).toList());
  }

  @Override
  public Duration spacing() {
    return codec.spacing();
  }

  @Override
  public int burst() {
    return codec.burst();
  }

  @Override
  public Answer fetch(Wanted wanted) {
    return switch (codec.request(wanted)) {
      case HistoryCodec.Request.Impossible(String why) -> new Answer.Never(why);
      case HistoryCodec.Request.Get(Target target) -> getWithinBudget(wanted, target);
    };
  }

  /** Several venues may have to send full pages at once; as many as fit into memory do. */
  private Answer getWithinBudget(Wanted wanted, Target target) {
    long bytes = Math.min(PAGE_BYTES, budget.limitBytes() / 2);
    if (!budget.reserve(bytes)) {
      return new Answer.Later("the memory for messages is in use", Duration.ZERO);
    }
    try {
      return get(wanted, target);
    } finally {
      budget.release(bytes);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private Answer get(Wanted wanted, Target target) {
    try (VenueHttpClient.Response response =
        client.get(URI.create(bases.get(at) + target.text()))) {
      return response.status() == OK
          ? page(wanted, response)
          : refused(wanted, response, bodyOfRefusal(response));
    } catch (IOException e) {
      at = (at + 1) % bases.size();
      return new Answer.Later("no answer: " + e.getMessage(), Duration.ZERO);
    }
  }

  private Answer page(Wanted wanted, VenueHttpClient.Response response) throws IOException {
    byte[] body = response.body().readAllBytes();
    return switch (PageReader.read(codec.format(), wanted, body)) {
      case PageBody.Rows(PageRows rows) -> {
        shut = 0;
        yield new Answer.Page(rows.trades(), rows.rejected(), codec.next(rows));
      }
      case PageBody.Refused _ -> refused(wanted, response, body);
      case PageBody.Unreadable(String why) ->
          new Answer.Later("no page of trades, " + why + ": " + quoted(body), Duration.ZERO);
    };
  }

  /** A refusal is judged by its status where its body cannot be read. */
  private static byte[] bodyOfRefusal(VenueHttpClient.Response response) {
    try {
      return response.body().readAllBytes();
    } catch (IOException e) {
      return String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8);
    }
  }

  private Answer refused(Wanted wanted, VenueHttpClient.Response response, byte[] body) {
    if (PageReader.read(codec.format(), wanted, body)
        instanceof PageBody.Refused(String code, String text, boolean noSuchMarket)) {
      Optional<Wanted> otherwise = codec.otherwise(wanted, code);
      if (otherwise.isPresent()) {
        return new Answer.Page(List.of(), List.of(), otherwise);
      }
      return switch (response.status()) {
        case 200, 400, 404, 422, 500 ->
            noSuchMarket
                ? new Answer.Never(text)
                : later(text, waitAfter(response, codec.afterRefusal()));
        default -> refused(response, text);
      };
    }
    return refused(response, quoted(body));
  }

  private Answer refused(VenueHttpClient.Response response, String text) {
    String detail = "HTTP " + response.status() + " " + text;
    return switch (response.status()) {
      case 301, 302, 303, 307, 308 ->
          notServedHere(detail + ", a redirect to " + location(response), response, AFTER_REDIRECT);
      case 403, 404 -> notServedHere(detail, response, AFTER_FORBIDDEN);
      case 451 -> notServedHere(detail, response, AFTER_NOT_SERVED);
      case 418 -> later(detail, waitAfter(response, AFTER_BAN));
      case 429 -> later(detail, waitAfter(response, AFTER_SLOW_DOWN));
      default -> later(detail, waitAfter(response, Duration.ZERO));
    };
  }

  /** Not from here, at this address. The next address is asked at once, the first one later. */
  private Answer notServedHere(String detail, VenueHttpClient.Response response, Duration wait) {
    at = (at + 1) % bases.size();
    shut++;
    if (shut < bases.size()) {
      return new Answer.Later(detail + ", next is " + bases.get(at), Duration.ZERO);
    }
    shut = 0;
    return later(detail, waitAfter(response, wait));
  }

  private static Answer later(String detail, Duration in) {
    return new Answer.Later(detail, in);
  }

  private static Duration waitAfter(VenueHttpClient.Response response, Duration otherwise) {
    Duration longest = response.status() == 418 ? LONGEST_BAN : LONGEST_WAIT;
    return response
        .retryAfter()
        .map(wait -> wait.compareTo(longest) > 0 ? longest : wait)
        .orElse(otherwise);
  }

  private static String location(VenueHttpClient.Response response) {
    return quoted(response.header("Location").orElse("").getBytes(StandardCharsets.UTF_8));
  }

  private static String quoted(byte[] body) {
    String text =
        new String(body, 0, Math.min(body.length, MAX_QUOTED_BYTES), StandardCharsets.UTF_8);
    return "\"" + OneLine.of(text) + (body.length > MAX_QUOTED_BYTES ? "..." : "") + "\"";
  }

  private static String withoutSlash(String base) {
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }
}
