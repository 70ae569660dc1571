/**
 * The program: configuration, log, command line, and the wiring of all rooms into one process.
 *
 * <p>The only room that may see all others, read the environment, the clock and randomness. Start
 * reading at {@link btcfeed.bootstrap.wire.Service}.
 */
package btcfeed.bootstrap;
