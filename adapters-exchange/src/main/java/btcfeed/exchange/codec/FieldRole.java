package btcfeed.exchange.codec;

import btcfeed.exchange.json.ByteDictionary;
import java.util.Map;

/** What a member of a venue's message, or of a history page, means. */
public enum FieldRole {
  /** A word for the {@link MessageType}. */
  TYPE,
  /** The same as a part of a trade, which must have it once. Another word is a notice. */
  EVENT,
  /** The name of a stream. The message has trades if a subscribed market has that channel. */
  STREAM,
  /** A member that only messages of other channels have. */
  OTHER_CHANNEL,
  /** The market of the whole message. */
  MARKET,
  /** A channel that carries only trades and has the market in its name. */
  TOPIC,
  /** Marks a ping, and is its number: the reply repeats it. */
  PING,
  /** The number of a request, which is a message type too. In a ping the reply repeats it. */
  REQUEST,
  /**
   * In a message: {@code true} or zero unless the request failed; an object with the reason counts
   * as {@link #INNER}. In a history page: the status, which tells a page from a refusal.
   */
  SUCCESS,
  /** Is {@code null} in an answer to a request. A message with another value is a notice. */
  RESULT,
  /** The channel of the market that is granted, or a word or number for the type, else a reason. */
  VERDICT,
  /** A text about what went wrong. */
  DETAIL,
  /** An object, or an array of objects, whose members count as members of the message. */
  INNER,
  /**
   * One trade or an array of them; if it is a text, the same as {@link #DETAIL}. Members that do
   * not belong to a trade count as members of the message.
   */
  ROWS,
  /** The market of one trade. */
  ROW_MARKET(true),
  ID(true),
  PRICE(true),
  QUANTITY(true),
  /** A quantity that is below zero where the aggressor sold. */
  SIGNED_QUANTITY(true),
  TIME(true),
  SIDE(true),
  /** Counts the messages of a connection up by one: a number left out is a lost message. */
  SEQUENCE,
  /** How many trades the venue put together in one row; a row of more than one is refused. */
  TRADE_COUNT(true),
  /** A member that trades of the venue's spot markets do not have: a trade with it is refused. */
  FOREIGN(true),
  /** A whole number for the venue's own decoder. */
  NUMBER,
  OTHER;

  private final boolean ofTrade;

  // The ordinal is used for nothing but the place in a set.
  @SuppressWarnings("EnumOrdinal")
  private final int bit = 1 << ordinal();

  FieldRole() {
    this(/* ofTrade= */ false);
  }

  FieldRole(boolean ofTrade) {
    this.ofTrade = ofTrade;
  }

  /** The bit of this role in a set of roles. */
  int bit() {
    return bit;
  }

  /** A dictionary of a venue's member names. */
  public static ByteDictionary<FieldRole> named(Map<String, FieldRole> names) {
    return new ByteDictionary<>(names, OTHER);
  }

  /** True for what a trade consists of. */
  public boolean isOfTrade() {
    return ofTrade;
  }
}
