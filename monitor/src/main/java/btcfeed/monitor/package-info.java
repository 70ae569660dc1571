/**
 * The terminal dashboard of a running service.
 *
 * <p>{@link btcfeed.monitor.ScreenLayout} is pure: what the service said and the size of the window
 * go in, cells come out, drawn by panels with the widgets of TamboUI. {@link
 * btcfeed.monitor.Screen} brings them to a terminal through JLine, which knows terminals best;
 * TamboUI's own way there asks the terminal questions and waits for answers that some never give.
 * {@link btcfeed.monitor.Snapshot} is the same in plain lines, without either.
 */
package btcfeed.monitor;
