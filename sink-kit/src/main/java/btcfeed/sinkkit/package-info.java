/**
 * For authors of sinks. A test of a sink extends {@link btcfeed.sinkkit.SinkContract} and provides
 * a {@link btcfeed.sinkkit.SinkSubject}.
 */
package btcfeed.sinkkit;
