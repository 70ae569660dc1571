package btcfeed.simulator;

import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address at which a venue serves pages of past trades: which trades a page holds, how it
 * reads, and the venue's error texts. Set up once per venue; after that immutable, any thread.
 */
public final class HistoryEndpoint {
  private static final Set<Integer> RATE_LIMITED = Set.of(200, 403, 418, 429);

  private final Pattern path;
  private final String parameter;
  private final List<SymbolSpelling> spellings;
  private final Function<String, TextTemplate<Trade>> rows;
  private HttpAnswer unknownPath = HttpAnswer.page(404, "{}");
  private HttpAnswer unknownMarket = unknownPath;
  private String limit = "";
  private int usualRows = Integer.MAX_VALUE;
  private int maxRows = Integer.MAX_VALUE;
  private BiFunction<PastTrades, RequestHead, List<Trade>> selection =
      (past, _) -> past.newest(_ -> true);
  private String page = "[$rows]";
  private BiFunction<RequestHead, List<Trade>, String> row = (_, _) -> "";
  private Function<List<Trade>, Map<String, String>> headers = _ -> Map.of();
  private String rateLimited = "{}";
  private String unavailable = "{}";

  /**
   * An endpoint that serves the newest trades, newest first, unless configured otherwise.
   *
   * @param address with {@code {market}} for the market's name, in the path or as a parameter
   * @param rows compiles the text of a row
   * @param spellings of the market in requests; answers have the first
   */
  HistoryEndpoint(
      String address, Function<String, TextTemplate<Trade>> rows, List<SymbolSpelling> spellings) {
    String[] parts = address.split("[?=]");
    path = Pattern.compile(Pattern.quote(parts[0]).replace("{market}", "\\E(.+)\\Q"));
    parameter = parts.length > 1 ? parts[1] : "";
    this.rows = rows;
    this.spellings = spellings;
  }

  /** The parameter for the number of rows, its default and its maximum. */
  public HistoryEndpoint limit(String parameter, int usual, int most) {
    limit = parameter;
    usualRows = usual;
    maxRows = most;
    return this;
  }

  /** Which trades a page holds, in which order. */
  public HistoryEndpoint selection(BiFunction<PastTrades, RequestHead, List<Trade>> trades) {
    selection = trades;
    return this;
  }

  /** The text of a page, with {@code $rows}, {@code $market} and {@code $now} in milliseconds. */
  public HistoryEndpoint page(String json) {
    page = json.replace('\'', '"');
    return this;
  }

  public HistoryEndpoint row(String json) {
    TextTemplate<Trade> template = rows.apply(json);
    return body((_, trades) -> template.list(trades));
  }

  /** Writes the rows of a page, for venues where they depend on the request. */
  public HistoryEndpoint body(BiFunction<RequestHead, List<Trade>, String> text) {
    row = text;
    return this;
  }

  public HistoryEndpoint headers(Function<List<Trade>, Map<String, String>> ofTrades) {
    headers = ofTrades;
    return this;
  }

  /** The answer for an unknown path, and for an unknown market unless that has its own. */
  public HistoryEndpoint unknown(int status, String json) {
    unknownPath = HttpAnswer.page(status, json);
    return unknownMarket(status, json);
  }

  public HistoryEndpoint unknownMarket(int status, String json) {
    unknownMarket = HttpAnswer.page(status, json);
    return this;
  }

  /** The bodies of refusals; {@code $status} is the HTTP status. */
  public HistoryEndpoint refusals(String tooManyRequests, String otherwise) {
    rateLimited = tooManyRequests.replace('\'', '"');
    unavailable = otherwise.replace('\'', '"');
    return this;
  }

  /** The body that comes with an HTTP status other than 200, or with 200 instead of a page. */
  String refusal(int status) {
    String body = RATE_LIMITED.contains(status) ? rateLimited : unavailable;
    return body.replace("$status", Integer.toString(status));
  }

  /** Answers a request. */
  HttpAnswer answer(RequestHead request, SimulatedMarkets markets) {
    Optional<String> name = marketName(request);
    if (name.isEmpty()) {
      return unknownPath;
    }
    Optional<Symbol> symbol =
        spellings.stream()
            .flatMap(spelling -> spelling.read(name.get(), markets.symbols()).stream())
            .findFirst();
    if (symbol.isEmpty()) {
      return unknownMarket;
    }
    int most = Math.clamp(request.number(limit).orElse((long) usualRows), 1, maxRows);
    List<Trade> past = markets.backwards(symbol.get()).toList();
    List<Trade> trades = selection.apply(new PastTrades(past, most, markets.wallUs()), request);
    String body =
        page.replace("$market", spellings.getFirst().of(symbol.get()))
            .replace("$now", Long.toString(markets.wallMs()))
            .replace("$rows", row.apply(request, trades));
    return new HttpAnswer.Page(200, headers.apply(trades), body);
  }

  /** The market that a request names; empty if its path is not this address. */
  private Optional<String> marketName(RequestHead request) {
    Matcher matcher = path.matcher(request.path());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(matcher.groupCount() == 0 ? request.text(parameter) : matcher.group(1));
  }
}
