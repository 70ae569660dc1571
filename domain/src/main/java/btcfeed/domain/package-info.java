/**
 * The rules of a price feed, without the machinery that runs one.
 *
 * <p>Depends on the JDK only, and uses no clock, random number, file or socket; {@code
 * architecture-tests} checks this. A <b>venue</b> is an exchange; a <b>line</b> is one connection
 * to it. A <b>trade</b> is what the venue reports; a <b>tick</b> is an accepted trade.
 *
 * <p>The <b>journal</b> is the ordered log. A <b>store</b> is a Redis, a replica of the journal.
 * The <b>sender</b> is the writer of a store, and the <b>cursor</b> is the last record the store
 * has. The <b>lag</b> is the journal end minus the cursor. The <b>active store</b> is the one
 * readers should use. A <b>gap</b> is a set of trades that are or may be missing.
 */
package btcfeed.domain;
