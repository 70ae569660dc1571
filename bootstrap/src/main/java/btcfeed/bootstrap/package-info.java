/**
 * The program: the command line, and the composition of all modules into one process.
 *
 * <p>Only this module may see all others. It reads the environment, the clock and randomness and
 * hands them in. Start reading at {@link btcfeed.bootstrap.composition.FeedAssembly}.
 */
package btcfeed.bootstrap;
