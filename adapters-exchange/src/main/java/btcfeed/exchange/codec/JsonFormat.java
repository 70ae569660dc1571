package btcfeed.exchange.codec;

import btcfeed.exchange.json.ByteDictionary;
import java.time.Duration;

/**
 * How a venue writes its messages, where they are JSON objects: which member means what. A {@link
 * JsonDecoder} reads them.
 *
 * @param head members of a message; of a trade too where the message is one
 * @param inner members of a {@link FieldRole#INNER} object
 * @param row members of a trade in {@link FieldRole#ROWS}
 * @param types message types by the venue's words at {@link FieldRole#TYPE}
 * @param trade how the values of a trade are written
 * @param requests how many acknowledgements without a market confirm the whole subscription
 * @param pingReply the answer to a ping, {@code ?} in the place of the ping's number
 * @param heartbeatText a message that is no JSON and only proves that the venue is alive; may be
 *     empty
 * @param closesWithin how soon the venue closes a connection after a notice
 */
public record JsonFormat(
    ByteDictionary<FieldRole> head,
    ByteDictionary<FieldRole> inner,
    ByteDictionary<FieldRole> row,
    ByteDictionary<MessageType> types,
    TradeFormat trade,
    int requests,
    String pingReply,
    String heartbeatText,
    Duration closesWithin) {}
