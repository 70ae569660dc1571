package btcfeed.venuekit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import btcfeed.domain.market.Market;
import btcfeed.domain.market.Symbol;
import btcfeed.domain.market.Trade;
import btcfeed.domain.market.TradeId;
import btcfeed.domain.port.HistoryPort.Answer;
import btcfeed.domain.port.HistoryPort.RejectedRow;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.exchange.history.HttpHistory;
import btcfeed.exchange.input.InputLimits;
import btcfeed.exchange.input.MessageBudget;
import btcfeed.exchange.net.OutboundConnector;
import btcfeed.exchange.net.VenueHttpClient;
import btcfeed.exchange.venue.VenueDescription;
import btcfeed.testsupport.CannedServer;
import btcfeed.testsupport.CannedServer.Canned;
import btcfeed.testsupport.RealClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The promises of every history, over real HTTP, tested with pages of its venue that have something
 * wrong in them.
 */
public abstract class VenueHistoryContract {
  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration SURELY = Duration.ofSeconds(60);
  private static final Pattern LIMIT = Pattern.compile("(?:limit|limit_trades|count|size)=(\\d+)");

  private Optional<CannedServer> started = Optional.empty();
  private Optional<HttpHistory> opened = Optional.empty();

  /** The venue; it has a history. */
  protected abstract VenueDescription venue();

  /** The venue's samples(). */
  protected abstract HistorySamples samples();

  /** A market that the venue may have. */
  protected Symbol symbol() {
    return Symbol.parse("BTC-USDT");
  }

  /** True if a quantity below zero means that the aggressor sold. */
  protected boolean signedQuantity() {
    return false;
  }

  @BeforeEach
  void start() throws IOException {
    started = Optional.of(new CannedServer());
    opened = Optional.of(history(InputLimits.HISTORY_EXCHANGE_TIME));
  }

  @AfterEach
  void stop() {
    opened.ifPresent(HttpHistory::close);
    started.ifPresent(CannedServer::close);
  }

  @Test
  @DisplayName("uses the good rows of a page, whatever the others contain")
  void badRowsCostOnlyThemselves() {
    for (String member : List.of("ID", "PRICE", "QUANTITY", "TIME")) {
      List<String> rows = samples().rowsWithHostile(member);
      server().answer(Canned.of(200, samples().page(rows)));

      assertThat(fetch()).as(member).isInstanceOf(Answer.Page.class);
      Answer.Page page = (Answer.Page) fetch();

      assertThat(ids(page.trades())).as(member).containsAll(ids(0, rows.size(), 2));
      assertThat(page.trades().size() + page.rejected().size()).isEqualTo(rows.size());
      if (!member.equals("ID")) {
        // Where a quantity has a sign, two of the values are quantities.
        int quantities = signedQuantity() && member.equals("QUANTITY") ? 2 : 0;
        assertThat(page.rejected()).as(member).hasSize(rows.size() / 2 - quantities);
        assertThat(page.rejected()).extracting(RejectedRow::id).doesNotContain(Optional.empty());
      }
    }
  }

  @Test
  @DisplayName("reports a rejected row with its id and the reason")
  void rejectedRowsAreNamed() {
    server()
        .answer(
            Canned.of(
                200,
                samples()
                    .page(
                        List.of(
                            samples().row(0),
                            samples().with(1, "QUANTITY", "\"0.00\""),
                            samples().row(2)))));

    assertThat(fetch())
        .isInstanceOfSatisfying(
            Answer.Page.class,
            page -> {
              assertThat(ids(page.trades())).containsExactlyElementsOf(ids(0, 3, 2));
              assertThat(page.rejected())
                  .containsExactly(
                      new RejectedRow(
                          Optional.of(TradeId.of(HistorySamples.FIRST_ID + 1)), "not_positive"));
            });
  }

  @Test
  @DisplayName("takes no hostile document for a page, whatever its size")
  void hostileDocuments() {
    HostileInput.documents()
        .forEach(
            (what, document) -> {
              server().answer(Canned.of(200, Map.of(), document));
              assertThat(assertTimeoutPreemptively(SURELY, this::fetch, what))
                  .as(what)
                  .isInstanceOf(Answer.Later.class);
            });
  }

  @Test
  @DisplayName("uses nothing of a page cut anywhere")
  void cutPages() {
    byte[] page =
        samples()
            .page(List.of(samples().row(0), samples().row(1)))
            .getBytes(StandardCharsets.UTF_8);

    for (byte[] cut : HostileInput.cuts(page)) {
      server().answer(Canned.of(200, Map.of(), cut));
      assertThat(fetch()).as("%d bytes", cut.length).isInstanceOf(Answer.Later.class);
    }
  }

  @Test
  @DisplayName("reads a page with a byte order mark, but none with content behind it")
  void aroundThePage() {
    String page = samples().page(List.of(samples().row(0)));

    server().answer(Canned.of(200, "\uFEFF" + page));
    assertThat(fetch()).isInstanceOf(Answer.Page.class);
    server().answer(Canned.of(200, page + page));
    assertThat(fetch()).isInstanceOf(Answer.Later.class);
  }

  @Test
  @DisplayName("reads a compressed page, and names a compression that it cannot read")
  void packed() throws IOException {
    byte[] page = samples().page(List.of(samples().row(0))).getBytes(StandardCharsets.UTF_8);

    server().answer(Canned.of(200, Map.of("Content-Encoding", "gzip"), gzip(page)));
    assertThat(fetch()).isInstanceOf(Answer.Page.class);
    server().answer(Canned.of(200, Map.of("Content-Encoding", "deflate"), deflate(page)));
    assertThat(fetch()).isInstanceOf(Answer.Page.class);
    server().answer(Canned.of(200, Map.of("Content-Encoding", "identity"), page));
    assertThat(fetch()).isInstanceOf(Answer.Page.class);
    server().answer(Canned.of(200, Map.of("Content-Encoding", "zstd"), page));
    assertThat(fetch())
        .isInstanceOfSatisfying(
            Answer.Later.class, later -> assertThat(later.detail()).contains("zstd"));
  }

  @Test
  @DisplayName("gives up a body that is longer than any page, compressed or not")
  void tooLong() throws IOException {
    byte[] bomb = gzip(("[" + " ".repeat(8 * 1024 * 1024) + "]").getBytes(StandardCharsets.UTF_8));

    server().answer(Canned.of(200, Map.of("Content-Encoding", "gzip"), bomb));
    assertThat(assertTimeoutPreemptively(SURELY, this::fetch)).isInstanceOf(Answer.Later.class);
    server().answer(Canned.endless(200, "[", samples().row(0) + ","));
    assertThat(assertTimeoutPreemptively(SURELY, this::fetch)).isInstanceOf(Answer.Later.class);
  }

  @Test
  @DisplayName("gives up a body that never ends, whatever the status")
  void dripping() {
    history().close();
    opened = Optional.of(history(SHORT));
    for (int status : List.of(200, 429)) {
      server().answer(Canned.dripping(status));
      assertThat(assertTimeoutPreemptively(SURELY, this::fetch)).isInstanceOf(Answer.Later.class);
    }
  }

  @Test
  @DisplayName("is asked again later, whatever the status and the text of a refusal are")
  void refusals() {
    for (int status : List.of(200, 307, 400, 401, 403, 404, 408, 418, 429, 451, 500, 530)) {
      for (String body :
          List.of(
              "",
              "<html>busy</html>",
              "{\"code\":\"50001\",\"data\":[],\"msg\":\"Service temporarily unavailable\"}",
              "{\"code\":-1007,\"msg\":\"Timeout waiting for response from backend server\"}",
              "{\"status\":\"error\",\"err-code\":\"busy\",\"err-msg\":\"try again\"}",
              "{\"error\":[\"EService:Unavailable\"]}",
              "[\"error\",10100,\"not now\"]")) {
        server().answer(Canned.of(status, body));
        assertThat(fetch())
            .as(status + " " + body)
            .isInstanceOfSatisfying(
                Answer.Later.class,
                later -> assertThat(later.in()).isLessThanOrEqualTo(Duration.ofHours(6)));
      }
    }
  }

  @Test
  @DisplayName("ends, although the venue gives the same full page for each request")
  void sameAgain() {
    Map<Integer, String> full = new ConcurrentHashMap<>();
    server()
        .answer(
            target -> {
              Matcher limit = LIMIT.matcher(target);
              int rows = limit.find() ? Integer.parseInt(limit.group(1)) : 100;
              return Canned.of(200, full.computeIfAbsent(rows, this::pageWithSomeBad));
            });
    Optional<Wanted> next = Optional.of(wanted());
    int asked = 0;
    while (next.isPresent()) {
      assertThat(asked++).as("requests").isLessThan(150);
      next =
          switch (history().fetch(next.get())) {
            case Answer.Page page -> page.rest();
            case Answer.Later _, Answer.Never _ -> Optional.empty();
          };
    }
  }

  @Test
  @DisplayName("is asked in a way that no symbol and no cursor can change")
  void targets() {
    for (String cursor :
        List.of("1 2", "&x=y", "../../x", "\r\nHost: x", "%", "\u0000", "9".repeat(400))) {
      assertThat(history().fetch(wanted().from(cursor))).isNotNull();
    }
    assertThat(server().asked()).allSatisfy(target -> assertThat(URI.create(target)).isNotNull());
  }

  private String pageWithSomeBad(int rows) {
    return samples()
        .page(
            IntStream.range(0, rows)
                .mapToObj(
                    row -> row % 3 == 1 ? samples().with(row, "QUANTITY", "0") : samples().row(row))
                .toList());
  }

  private HttpHistory history(Duration timeout) {
    return new HttpHistory(
        venue().history().orElseThrow(),
        Optional.of(server().uri()),
        new VenueHttpClient(
            OutboundConnector.direct(new RealClock()), timeout, InputLimits.HISTORY_BODY_BYTES),
        MessageBudget.ofHeap());
  }

  private CannedServer server() {
    return started.orElseThrow();
  }

  private HttpHistory history() {
    return opened.orElseThrow();
  }

  private Answer fetch() {
    return history().fetch(wanted());
  }

  private Wanted wanted() {
    Market market = new Market(venue().venue(), symbol());
    long sinceUs = HistorySamples.FIRST_MS * 1_000 - 1_000;
    long untilUs = sinceUs + 3_600_000_000L;
    return samples().byId()
        ? new Wanted.Ids(
            market, HistorySamples.FIRST_ID, HistorySamples.FIRST_ID + 20_000, sinceUs, untilUs, "")
        : new Wanted.Times(market, sinceUs, untilUs, "");
  }

  private static List<TradeId> ids(List<Trade> trades) {
    return trades.stream().map(Trade::id).toList();
  }

  private static List<TradeId> ids(int from, int to, int step) {
    List<TradeId> ids = new ArrayList<>();
    for (int number = from; number < to; number += step) {
      ids.add(TradeId.of(HistorySamples.FIRST_ID + number));
    }
    return ids;
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(body);
    }
    return packed.toByteArray();
  }

  private static byte[] deflate(byte[] body) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflate = new DeflaterOutputStream(packed)) {
      deflate.write(body);
    }
    return packed.toByteArray();
  }
}
