/**
 * The command line: verbs, options, mistakes and exit codes.
 *
 * <p>A command parses its options, loads the configuration and calls its method of {@link
 * btcfeed.bootstrap.cli.Verbs}. Arguments, environment and outputs are handed in. Start reading at
 * {@link btcfeed.bootstrap.cli.Cli}.
 */
package btcfeed.bootstrap.cli;
