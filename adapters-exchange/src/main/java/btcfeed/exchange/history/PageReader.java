package btcfeed.exchange.history;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Trade;
import btcfeed.domain.port.HistoryPort.Wanted;
import btcfeed.domain.sequence.Continuity;
import btcfeed.exchange.codec.DetailText;
import btcfeed.exchange.codec.FieldRole;
import btcfeed.exchange.codec.TradeFormat;
import btcfeed.exchange.codec.TradeRow;
import btcfeed.exchange.input.InputLimits;
import btcfeed.exchange.input.PayloadSample;
import btcfeed.exchange.json.ByteDictionary;
import btcfeed.exchange.json.CursorToken;
import btcfeed.exchange.json.JsonCursor;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one response body with the code that reads the live feed: strict JSON, bounded numbers, one
 * row at a time. A bad row has no effect on others. Only trades and the first rejected rows are
 * kept, and the work is linear in the size of the body.
 *
 * <p>A body that was cut is unreadable, even if its first rows are good: its other rows are
 * unknown. Used once, one thread.
 */
final class PageReader {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final int MAX_CODE_BYTES = 32;
  private static final ByteDictionary<Optional<Market>> NO_MARKETS =
      new ByteDictionary<>(Map.of(), Optional.empty());

  private final HistoryDescription venue;
  private final TradeFormat tradeFormat;
  private final ByteDictionary<FieldRole> rowNames;
  private final PageRows rows;
  private final JsonCursor json = new JsonCursor();
  private final TradeRow row = new TradeRow();
  private final DetailText detail = new DetailText();
  private String code = "";
  private boolean succeeded;
  private boolean failed;
  private boolean rowsSeen;

  private PageReader(HistoryDescription venue, Wanted wanted) {
    this.venue = venue;
    this.rows = new PageRows(wanted);
    Continuity ids = wanted instanceof Wanted.Ids ? Continuity.SEQUENTIAL : Continuity.OPAQUE;
    this.tradeFormat = new TradeFormat(NO_MARKETS, ids, venue.sides, venue.time, false);
    rowNames = venue.row();
  }

  /** Reads a body. Never throws, whatever the bytes are. */
  static PageBody read(HistoryDescription venue, Wanted wanted, byte[] body) {
    return new PageReader(venue, wanted).read(withoutMark(body));
  }

  private PageBody read(byte[] body) {
    json.begin(body, body.length);
    CursorToken first = json.next();
    if (first == CursorToken.BEGIN_OBJECT) {
      members(venue.head());
    } else if (first == CursorToken.BEGIN_ARRAY && venue.success.isEmpty()) {
      rows();
    }
    json.skip();
    CursorToken last = json.next();
    if (last == CursorToken.END) {
      return result();
    }
    return new PageBody.Unreadable(
        last == CursorToken.ENDED_EARLY ? "it ends in the middle" : "it is not JSON");
  }

  private PageBody result() {
    boolean page = rowsSeen && !failed && (succeeded || venue.success.isEmpty());
    if (page && rows.count() > InputLimits.HISTORY_ROWS) {
      return new PageBody.Unreadable("it has more than " + InputLimits.HISTORY_ROWS + " rows");
    }
    if (page && !rows.isNonsense()) {
      return new PageBody.Rows(rows);
    }
    String text = PayloadSample.of((code + " " + detail.text()).strip());
    if (!text.isEmpty()) {
      return new PageBody.Refused(code, text, isNoSuchMarket());
    }
    return new PageBody.Unreadable(
        page
            ? "none of its " + rows.count() + " rows is a trade: " + rows.firstReason()
            : "it has no trades and gives no reason");
  }

  private boolean isNoSuchMarket() {
    String reason = detail.text().toLowerCase(Locale.ROOT);
    return venue.noSuchMarket.stream()
        .anyMatch(
            word ->
                word.equals(code.toLowerCase(Locale.ROOT))
                    || (word.chars().anyMatch(Character::isLetter) && reason.contains(word)));
  }

  private void members(ByteDictionary<FieldRole> names) {
    while (json.member()) {
      switch (json.key(names)) {
        case SUCCESS -> status();
        case DETAIL -> detail();
        case INNER -> inner();
        case ROWS -> {
          if (json.token() == CursorToken.BEGIN_ARRAY) {
            rows();
          }
        }
        default -> {}
      }
      json.skip();
    }
  }

  private void status() {
    String status = isScalar() ? json.text(MAX_CODE_BYTES) : "";
    if (!venue.success.isEmpty() && status.equals(venue.success)) {
      succeeded = true;
    } else {
      failed = true;
      code = code.isEmpty() ? status : code;
    }
  }

  private void detail() {
    detail.add(json);
    if (json.token() == CursorToken.BEGIN_ARRAY) {
      while (json.next().isElement()) {
        detail.add(json);
        json.skip();
      }
    }
  }

  private void inner() {
    if (json.token() == CursorToken.BEGIN_OBJECT) {
      members(venue.inner());
    } else if (json.token() == CursorToken.BEGIN_ARRAY) {
      while (json.next().isElement()) {
        if (json.token() == CursorToken.BEGIN_OBJECT) {
          members(venue.inner());
        }
        json.skip();
      }
    }
  }

  private void rows() {
    rowsSeen = true;
    while (json.next().isElement()) {
      row();
      json.skip();
    }
  }

  private void row() {
    row.clear();
    if (json.token() == CursorToken.BEGIN_OBJECT) {
      while (json.member()) {
        note(json.key(rowNames));
      }
    } else if (json.token() == CursorToken.BEGIN_ARRAY) {
      for (int place = 0; json.next().isElement(); place++) {
        note(place < venue.columns.size() ? venue.columns.get(place) : FieldRole.OTHER);
      }
    } else {
      // Bitfinex refuses with an array of texts in the place of a page.
      detail.add(json);
    }
    add();
  }

  private void note(FieldRole role) {
    if (role != FieldRole.OTHER) {
      row.note(role, json, tradeFormat);
    }
    json.skip();
  }

  private void add() {
    row.about(Optional.of(rows.wanted().market()));
    Optional<BadInput> fault = row.fault();
    if (fault.isPresent()) {
      rows.rejected(row.id(), row.timeUs(), fault.get().text());
      return;
    }
    Trade trade = row.trade();
    if (venue.sameIdAsLive.test(trade.id())) {
      rows.trade(trade);
    } else {
      rows.rejected(Optional.empty(), row.timeUs(), "its id is not the one of the live feed");
    }
  }

  private boolean isScalar() {
    return json.token() == CursorToken.STRING || json.token() == CursorToken.NUMBER;
  }

  private static byte[] withoutMark(byte[] body) {
    int mark = BYTE_ORDER_MARK.length;
    boolean marked = body.length >= mark && Arrays.equals(body, 0, mark, BYTE_ORDER_MARK, 0, mark);
    return marked ? Arrays.copyOfRange(body, mark, body.length) : body;
  }
}
