package btcfeed.exchange.mexc;

import btcfeed.domain.line.BadInput;
import btcfeed.domain.market.Market;
import btcfeed.domain.market.Trade;
import btcfeed.exchange.codec.Answers;
import btcfeed.exchange.codec.FrameDecoder;
import btcfeed.exchange.codec.Heard;
import btcfeed.exchange.codec.Markets;
import btcfeed.exchange.json.JsonCursor;
import btcfeed.exchange.json.Token;
import btcfeed.exchange.json.Words;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Understands MEXC: answers are text, {@code {"code":0,"msg":".."}} with the stream's name or a
 * complaint in {@code msg}; trades are binary, a wrapper with the market in field 3 and, in field
 * 314, the deals, whichever of the two comes first. Fields nobody told us about are passed over.
 *
 * <p>A message is walked once and judged when it has proved whole.
 */
final class MexcDecoder implements FrameDecoder {
  private static final int MAX_DETAIL_BYTES = 300;
  private static final int SYMBOL = 3;
  private static final int DEALS = 314;
  private static final int DEAL = 1;

  private enum Field {
    MESSAGE,
    CODE,
    OTHER
  }

  private static final Words<Field> FIELDS =
      new Words<>(Map.of("msg", Field.MESSAGE, "code", Field.CODE), Field.OTHER);
  private static final Words<Boolean> PONG = new Words<>(Map.of("PONG", true), false);

  private final Answers answers;
  private final Words<Optional<Market>> channels;
  private final Map<String, Market> markets;
  private final JsonCursor json = new JsonCursor();

  /** A decoder for one connection that asked for these markets, by their channels and names. */
  MexcDecoder(Markets markets, Words<Optional<Market>> channels, Map<String, Market> names) {
    this.answers = new Answers(markets.all(), markets.symbols().size());
    this.channels = channels;
    this.markets = names;
  }

  @Override
  public void decode(byte[] bytes, int length, Heard heard) {
    json.begin(bytes, length);
    Said said = new Said();
    boolean object = json.next() == Token.BEGIN_OBJECT;
    if (object) {
      said.read();
    } else {
      json.skip();
    }
    if (json.next() != Token.END) {
      bad(heard, BadInput.MALFORMED);
    } else if (!object) {
      bad(heard, BadInput.WRONG_SHAPE);
    } else if (said.pong) {
      heard.heartbeat();
    } else if (said.market.isPresent()) {
      answers.market(said.market.get(), heard);
    } else if (!said.detail.isEmpty()) {
      heard.refused((said.code + " " + said.detail).strip());
    } else {
      bad(heard, BadInput.UNKNOWN_MESSAGE);
    }
  }

  @Override
  public void decodeBinary(byte[] bytes, int length, Heard heard) {
    Push push = new Push();
    try {
      push.read(CodedInputStream.newInstance(bytes, 0, length));
    } catch (IOException _) {
      bad(heard, BadInput.MALFORMED);
      return;
    }
    if (push.wrong || (push.deals && (push.symbol.isEmpty() || push.all.isEmpty()))) {
      bad(heard, BadInput.WRONG_SHAPE);
    } else if (!push.deals) {
      bad(heard, BadInput.UNKNOWN_MESSAGE);
    } else {
      judge(push, heard);
    }
  }

  private void judge(Push push, Heard heard) {
    Optional<Market> market = push.symbol.flatMap(name -> Optional.ofNullable(markets.get(name)));
    List<Trade> trades = new ArrayList<>();
    for (MexcDeal deal : push.all) {
      switch (deal.read(market)) {
        case MexcDeal.Read.Whole(Trade trade) -> trades.add(trade);
        case MexcDeal.Read.Faulty(BadInput reason) -> heard.bad(reason, market.map(Market::symbol));
      }
    }
    trades.sort(Comparator.comparingLong(Trade::exchangeTimeUs));
    for (Trade trade : trades) {
      answers.market(trade.market(), heard);
      heard.trade(trade);
    }
  }

  private static void bad(Heard heard, BadInput reason) {
    heard.bad(reason, Optional.empty());
  }

  /** A text message. */
  private final class Said {
    private boolean pong;
    private String code = "";
    private String detail = "";
    private Optional<Market> market = Optional.empty();

    void read() {
      while (json.next() == Token.KEY) {
        Field field = json.word(FIELDS);
        Token value = json.next();
        if (field == Field.MESSAGE && value == Token.STRING) {
          pong = json.word(PONG);
          market = json.word(channels);
          detail = json.text(MAX_DETAIL_BYTES);
        } else if (field == Field.CODE && value == Token.NUMBER) {
          code = json.text(MAX_DETAIL_BYTES);
        }
        json.skip();
      }
    }
  }

  /** A binary message. */
  private static final class Push {
    private final List<MexcDeal> all = new ArrayList<>();
    private Optional<String> symbol = Optional.empty();
    private boolean deals;
    private boolean wrong;

    void read(CodedInputStream in) throws IOException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        int field = WireFormat.getTagFieldNumber(tag);
        if (field != SYMBOL && field != DEALS) {
          in.skipField(tag);
        } else if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
          wrong = true;
          in.skipField(tag);
        } else {
          byte[] bytes = in.readByteArray();
          if (field == SYMBOL) {
            symbol = Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
          } else {
            deals = true;
            readDeals(CodedInputStream.newInstance(bytes));
          }
        }
      }
    }

    private void readDeals(CodedInputStream in) throws IOException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        boolean nested = WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
        if (WireFormat.getTagFieldNumber(tag) != DEAL) {
          in.skipField(tag);
        } else if (nested) {
          all.add(MexcDeal.of(CodedInputStream.newInstance(in.readByteArray())));
        } else {
          wrong = true;
          in.skipField(tag);
        }
      }
    }
  }
}
