package btcfeed.exchange.codec;

import btcfeed.exchange.json.ByteDictionary;
import java.util.Map;

/**
 * What a member of a venue's message is to us; a {@link JsonVenue} says under which name it stands.
 */
public enum FieldRole {
  /** A word that says what the message means, one of the dialect's kinds. */
  KIND,
  /** The market all of the message is about. */
  MARKET,
  /** A channel with the market in its name: what comes in it is trades. */
  TOPIC,
  /** Marks a ping; what stands there is wanted back. */
  PING,
  /** The number of a request, a kind too. Of a ping: wanted back. */
  REQUEST,
  /** Neither {@code true} nor zero if what was asked failed. */
  SUCCESS,
  /** Words for people about what went wrong. */
  DETAIL,
  /** An object, or an array of objects, whose members count as if they stood outside of it. */
  INNER,
  /**
   * One trade or an array of them; where it is text, as {@link #DETAIL}. Members that are not of a
   * trade count as if they stood outside.
   */
  ROWS,
  /** Of a trade. */
  ROW_MARKET,
  ID,
  PRICE,
  QUANTITY,
  /** Below zero where the aggressor sold. */
  SIGNED_QUANTITY,
  TIME,
  SIDE,
  /** Counts the messages of a connection up by one: a number left out is a message lost. */
  SEQUENCE,
  /** How many trades were folded into one; more than one is not a trade. */
  FOLDED,
  OTHER;

  // Its place in a set of them is all that the ordinal is used for.
  @SuppressWarnings("EnumOrdinal")
  private final int bit = 1 << ordinal();

  /** This one in a set of them. */
  int bit() {
    return bit;
  }

  /** A dictionary of a venue's names. */
  public static ByteDictionary<FieldRole> named(Map<String, FieldRole> names) {
    return new ByteDictionary<>(names, OTHER);
  }
}
