/**
 * Every simulated venue with every fault there is, listened to over real lines up to the journal.
 * Start reading at {@link btcfeed.exchange.faults.VenueFaultsTest}.
 */
package btcfeed.exchange.faults;
