package btcfeed.planted.http.response;

/** What a part of HTTP may not see. */
public final class Offences {
  private Offences() {}

  record KnowsTheWhole(btcfeed.planted.http.Offences whole) {}
}
