package btcfeed.bootstrap.cli;

import btcfeed.bootstrap.config.FeedConfig;
import java.io.PrintStream;
import java.util.List;

/**
 * What a verb starts with.
 *
 * @param warnings what was odd about the configuration, a sentence each; the verb says them
 * @param out for results and log lines
 * @param err for trouble
 */
public record Start(FeedConfig config, List<String> warnings, PrintStream out, PrintStream err) {}
