/**
 * Tests of every simulated venue with every fault, over real lines, up to the journal. Start
 * reading at {@link btcfeed.exchange.faults.VenueFaultsTest}.
 */
package btcfeed.exchange.faults;
