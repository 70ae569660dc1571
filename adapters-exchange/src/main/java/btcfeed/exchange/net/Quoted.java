package btcfeed.exchange.net;

/** Text of a peer for a message: short, printable ASCII, one line. */
final class Quoted {
  private static final int MAX_CHARS = 120;

  private Quoted() {}

  static String of(String text) {
    String start = text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) + "..." : text;
    return start.replaceAll("[^ -~]", "?");
  }
}
