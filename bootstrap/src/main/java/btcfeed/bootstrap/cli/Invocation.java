package btcfeed.bootstrap.cli;

import btcfeed.configuration.FeedConfig;
import java.io.PrintStream;
import java.util.List;

/**
 * What a verb is started with.
 *
 * @param warnings about the configuration, a sentence each; the verb prints or logs them
 * @param out for results and log lines
 * @param err for errors and progress
 */
public record Invocation(
    FeedConfig config, List<String> warnings, PrintStream out, PrintStream err) {}
