/**
 * The venue of the end-to-end benchmark, in its own process so that its cost is not counted. Start
 * reading at {@link btcfeed.benchmarks.venue.VenueProcess}.
 */
package btcfeed.benchmarks.venue;
