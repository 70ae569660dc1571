/**
 * Tests every built-in venue with every fault, over real lines, up to the journal. Start reading at
 * {@code VenueFaultsTest}.
 */
package btcfeed.exchange.faults;
