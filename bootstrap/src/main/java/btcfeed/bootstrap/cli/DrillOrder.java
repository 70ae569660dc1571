package btcfeed.bootstrap.cli;

import java.util.List;

/**
 * What to rehearse.
 *
 * @param only words of the faults, in this order; all of them if empty
 * @param givenPair whether on the two stores that are configured, instead of two of its own
 * @param json whether the result is to be JSON
 */
public record DrillOrder(
    List<String> only, double tradesPerSecond, boolean givenPair, boolean json) {
  public DrillOrder {
    only = List.copyOf(only);
  }
}
