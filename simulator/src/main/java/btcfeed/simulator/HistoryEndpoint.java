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
final class HistoryEndpoint {
  private static final Set<Integer> RATE_LIMITED = Set.of(200, 403, 418, 429);

  private final Pattern path;
  private final String parameter;
  private final SymbolSpelling spelling;
  private HistoryPage unknownPath = HistoryPage.of(404, "{}");
  private HistoryPage unknownMarket = unknownPath;
  private String limit = "";
  private int usualRows = Integer.MAX_VALUE;
  private int maxRows = Integer.MAX_VALUE;
  private BiFunction<PastTrades, RequestHead, List<Trade>> selection =
      (past, _) -> past.newest(_ -> true);
  private String page = "[$rows]";
  private TradeTemplate row;
  private Function<List<Trade>, Map<String, String>> headers = _ -> Map.of();
  private String rateLimited = "{}";
  private String unavailable = "{}";

  private HistoryEndpoint(String path, String parameter, SymbolSpelling spelling) {
    this.path = Pattern.compile(Pattern.quote(path).replace("{market}", "\\E(.+)\\Q"));
    this.parameter = parameter;
    this.spelling = spelling;
    row = new TradeTemplate(spelling, "$id");
  }

  /**
   * An endpoint that serves the newest trades, newest first, unless configured otherwise.
   *
   * @param address with {@code {market}} for the market's name, in the path or as a parameter
   */
  static HistoryEndpoint at(String address, SymbolSpelling spelling) {
    String[] parts = address.split("[?=]");
    return new HistoryEndpoint(parts[0], parts.length > 1 ? parts[1] : "", spelling);
  }

  /** The parameter for the number of rows, its default and its maximum. */
  HistoryEndpoint limit(String parameter, int usual, int most) {
    limit = parameter;
    usualRows = usual;
    maxRows = most;
    return this;
  }

  /** Which trades a page holds, in which order. */
  HistoryEndpoint selection(BiFunction<PastTrades, RequestHead, List<Trade>> trades) {
    selection = trades;
    return this;
  }

  /** The text of a page, with {@code $rows}, {@code $market} and {@code $now} in milliseconds. */
  HistoryEndpoint page(String json) {
    page = json.replace('\'', '"');
    return this;
  }

  HistoryEndpoint row(TradeTemplate template) {
    row = template;
    return this;
  }

  HistoryEndpoint row(String json) {
    return row(new TradeTemplate(spelling, json));
  }

  HistoryEndpoint headers(Function<List<Trade>, Map<String, String>> ofTrades) {
    headers = ofTrades;
    return this;
  }

  /** The answer for an unknown path, and for an unknown market unless that has its own. */
  HistoryEndpoint unknown(int status, String json) {
    unknownPath = HistoryPage.of(status, json);
    return unknownMarket(status, json);
  }

  HistoryEndpoint unknownMarket(int status, String json) {
    unknownMarket = HistoryPage.of(status, json);
    return this;
  }

  /** The bodies of refusals; {@code $status} is the HTTP status. */
  HistoryEndpoint refusals(String tooManyRequests, String otherwise) {
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
  HistoryPage answer(RequestHead request, ExchangeView view) {
    Optional<String> name = marketName(request);
    if (name.isEmpty()) {
      return unknownPath;
    }
    Optional<Symbol> symbol = spelling.read(name.get(), view.symbols());
    if (symbol.isEmpty()) {
      return unknownMarket;
    }
    int rows = Math.clamp(request.number(limit).orElse((long) usualRows), 1, maxRows);
    PastTrades past = new PastTrades(view.tape(symbol.get()), rows, view.wallUs());
    List<Trade> trades = selection.apply(past, request);
    String body =
        page.replace("$market", spelling.of(symbol.get()))
            .replace("$now", Long.toString(view.wallMs()))
            .replace("$rows", row.list(trades));
    return new HistoryPage(200, headers.apply(trades), body);
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
