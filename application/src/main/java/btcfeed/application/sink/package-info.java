/** Sends the journal to sinks: one sender for each, and each reads at its own speed. */
package btcfeed.application.sink;
