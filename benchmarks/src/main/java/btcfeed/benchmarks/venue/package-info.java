/**
 * The simulated venue of the end-to-end benchmark, in a process of its own so that what it costs is
 * not counted. Start reading at {@link btcfeed.benchmarks.venue.VenueProcess}.
 */
package btcfeed.benchmarks.venue;
