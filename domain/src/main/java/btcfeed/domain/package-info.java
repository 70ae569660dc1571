/**
 * The core: what a price feed is, without any of the machinery that makes one run.
 *
 * <p>Depends on the JDK only and uses nothing of it that reads a clock, draws a random number,
 * touches a file or a socket: {@code architecture-tests} holds this. Glossary:
 *
 * <ul>
 *   <li><b>venue</b>: an exchange; <b>line</b>: one connection to a venue
 *   <li><b>trade</b>: what the venue says; <b>tick</b>: an accepted, normalised trade
 *   <li><b>journal</b>: our ordered log; <b>store</b>: a Redis, a replica of the journal
 *   <li><b>sender</b>: the one writer of a store; <b>cursor</b>: how far a store has the journal
 *   <li><b>lag</b>: journal end minus cursor; <b>active store</b>: where readers should look
 *   <li><b>gap</b>: trade ids that a venue must have used and we have not seen
 * </ul>
 */
package btcfeed.domain;
