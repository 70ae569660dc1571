/**
 * The terminal dashboard of a running service.
 *
 * <p>{@link btcfeed.monitor.ScreenLayout} is pure: it turns the state of the service and the size
 * of the window into cells. Panels draw them with the widgets of TamboUI. {@link
 * btcfeed.monitor.Screen} shows the cells through JLine. TamboUI's own backend is not used, because
 * it sends queries that some terminals never answer. {@link btcfeed.monitor.Snapshot} is the same
 * state as plain lines.
 */
package btcfeed.monitor;
