package btcfeed.redis;

/** None of the servers a store is made of is known to take writes now; the message says why. */
final class NoMaster extends Exception {
  private static final long serialVersionUID = 1L;

  NoMaster(String why) {
    super(why);
  }
}
