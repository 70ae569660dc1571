/**
 * The commands: what can be typed, what is answered to a wrong one, and the exit codes.
 *
 * <p>A frame only. What the verbs do is behind {@link btcfeed.bootstrap.cli.Verbs}; here their
 * options are read and the configuration is loaded, so that a verb starts with one that is complete
 * and checked. Arguments, environment and output are handed in. Start reading at {@link
 * btcfeed.bootstrap.cli.Cli}.
 */
package btcfeed.bootstrap.cli;
