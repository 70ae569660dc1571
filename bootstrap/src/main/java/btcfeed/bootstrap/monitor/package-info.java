/**
 * The terminal dashboard of a running service. {@link btcfeed.bootstrap.monitor.Board} is pure:
 * what the service said, the size of the window, and out come lines.
 */
package btcfeed.bootstrap.monitor;
