package btcfeed.exchange.history;

import btcfeed.domain.port.HistoryPort;
import btcfeed.exchange.input.InputLimits;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.input.PayloadSample;
import btcfeed.exchange.net.VenueHttpClient;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Fetches past trades of a venue over HTTP.
 *
 * <p>{@code Answer.Never} has two reasons: the venue has no such request, or the venue's response
 * says that it does not know the market. Every other refusal is {@code Answer.Later}, because it
 * may be temporary.
 */
public final class HttpHistory implements HistoryPort {
  // The body, the copy it grows into, and its trades.
  private static final long PAGE_BYTES = 3L * InputLimits.HISTORY_BODY_BYTES;

  private static final int OK = 200;
  private static final Duration AFTER_SLOW_DOWN = Duration.ofSeconds(30);
  private static final Duration AFTER_FORBIDDEN = Duration.ofMinutes(5);
  private static final Duration AFTER_BAN = Duration.ofMinutes(2);
  private static final Duration AFTER_REDIRECT = Duration.ofMinutes(1);
  private static final Duration AFTER_NOT_SERVED = Duration.ofMinutes(15);

  // One odd header must not stop the back-fill of a venue for days.
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);
  private static final Duration LONGEST_BAN = Duration.ofHours(6);

  private final HistoryDescription venue;
  private final List<String> bases;
  private final VenueHttpClient client;
  private final MessageBudget budget;
  private int at;

  // How many addresses in a row did not serve this client.
  private int notServing;

  /**
   * Makes one; it does not connect yet.
   *
   * @param base replaces the venue's addresses
   * @param client makes the requests; it is closed with the history
   * @param budget the memory that pages share with the messages of all lines
   */
  public HttpHistory(
      HistoryDescription venue, Optional<URI> base, VenueHttpClient client, MessageBudget budget) {
    this.venue = venue;
    this.client = client;
    this.budget = budget;
    this.bases =
        base.map(URI::toString).map(HttpHistory::withoutSlash).map(List::of).orElse(venue.bases);
  }

  @Override
  public Duration spacing() {
    return venue.spacing;
  }

  @Override
  public int burst() {
    return venue.burst;
  }

  /** Reserves memory for a full page; as many requests run at once as fit into the budget. */
  @Override
  public Answer fetch(Wanted wanted) {
    Optional<String> impossible = venue.paging().impossible(wanted);
    if (impossible.isPresent()) {
      return new Answer.Never(impossible.get());
    }
    String target = venue.target(wanted);
    long bytes = Math.min(PAGE_BYTES, budget.limitBytes() / 2);
    if (!budget.reserve(bytes)) {
      return new Answer.Later("the memory for messages is in use", Duration.ZERO);
    }
    try {
      VenueHttpClient.Response response = client.get(URI.create(bases.get(at) + target));
      return response.status() == OK
          ? page(wanted, response)
          : refused(wanted, response, bodyOfRefusal(response));
    } catch (IOException e) {
      at = (at + 1) % bases.size();
      return new Answer.Later("no answer: " + e.getMessage(), Duration.ZERO);
    } finally {
      budget.release(bytes);
    }
  }

  @Override
  public void close() {
    client.close();
  }

  private Answer page(Wanted wanted, VenueHttpClient.Response response) throws IOException {
    byte[] body = response.body();
    return switch (PageReader.read(venue, wanted, body)) {
      case PageBody.Rows(PageRows rows) -> {
        notServing = 0;
        yield new Answer.Page(rows.trades(), rows.rejected(), venue.next(rows));
      }
      case PageBody.Refused _ -> refused(wanted, response, body);
      case PageBody.Unreadable(String why) ->
          new Answer.Later("no page of trades, " + why + ": " + quoted(body), Duration.ZERO);
    };
  }

  /** The body of a refusal; if it cannot be read, the reason why. */
  private static byte[] bodyOfRefusal(VenueHttpClient.Response response) {
    try {
      return response.body();
    } catch (IOException e) {
      return String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8);
    }
  }

  private Answer refused(Wanted wanted, VenueHttpClient.Response response, byte[] body) {
    if (PageReader.read(venue, wanted, body)
        instanceof PageBody.Refused(String code, String text, boolean noSuchMarket)) {
      Optional<Wanted> otherwise = venue.otherwise(wanted, code);
      if (otherwise.isPresent()) {
        return new Answer.Page(List.of(), List.of(), otherwise);
      }
      return switch (response.status()) {
        case 200, 400, 404, 422, 500 ->
            noSuchMarket
                ? new Answer.Never(text)
                : new Answer.Later(text, waitAfter(response, venue.afterRefusal));
        default -> refused(response, text);
      };
    }
    return refused(response, quoted(body));
  }

  private Answer refused(VenueHttpClient.Response response, String text) {
    String detail = "HTTP " + response.status() + " " + text;
    String location = PayloadSample.of(response.header("Location").orElse(""));
    return switch (response.status()) {
      case 301, 302, 303, 307, 308 ->
          notServedHere(detail + ", a redirect to " + location, response, AFTER_REDIRECT);
      case 403, 404 -> notServedHere(detail, response, AFTER_FORBIDDEN);
      case 451 -> notServedHere(detail, response, AFTER_NOT_SERVED);
      case 418 -> new Answer.Later(detail, waitAfter(response, AFTER_BAN));
      case 429 -> new Answer.Later(detail, waitAfter(response, AFTER_SLOW_DOWN));
      default -> new Answer.Later(detail, waitAfter(response, Duration.ZERO));
    };
  }

  /**
   * This address does not serve this client. The next one is tried at once, the first one later.
   */
  private Answer notServedHere(String detail, VenueHttpClient.Response response, Duration wait) {
    at = (at + 1) % bases.size();
    notServing++;
    if (notServing < bases.size()) {
      return new Answer.Later(detail + ", next is " + bases.get(at), Duration.ZERO);
    }
    notServing = 0;
    return new Answer.Later(detail, waitAfter(response, wait));
  }

  private static Duration waitAfter(VenueHttpClient.Response response, Duration otherwise) {
    Duration longest = response.status() == 418 ? LONGEST_BAN : LONGEST_WAIT;
    return response
        .retryAfter()
        .map(wait -> wait.compareTo(longest) > 0 ? longest : wait)
        .orElse(otherwise);
  }

  private static String quoted(byte[] body) {
    return "\"" + PayloadSample.of(body) + "\"";
  }

  private static String withoutSlash(String base) {
    return base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
  }
}
