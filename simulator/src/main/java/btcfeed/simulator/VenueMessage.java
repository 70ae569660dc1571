package btcfeed.simulator;

import btcfeed.domain.market.Trade;
import java.util.List;

/**
 * What a message to a client is about: the values of its template's fields.
 *
 * @param request that it answers; empty if it answers none
 * @param channel that the request names
 * @param trades oldest first
 * @param reason of a refusal
 */
public record VenueMessage(
    ClientSession session,
    ClientRequest request,
    String channel,
    List<Trade> trades,
    int code,
    String reason) {
  /** A message that answers no request. */
  public static VenueMessage to(ClientSession session) {
    return answer(session, new ClientRequest(""), "");
  }

  public static VenueMessage answer(ClientSession session, ClientRequest request, String channel) {
    return new VenueMessage(session, request, channel, List.of(), 0, "");
  }

  public VenueMessage with(List<Trade> others) {
    return new VenueMessage(session, request, channel, others, code, reason);
  }

  public VenueMessage refused(int why, String text) {
    return new VenueMessage(session, request, channel, trades, why, text);
  }
}
