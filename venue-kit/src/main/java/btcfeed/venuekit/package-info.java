/**
 * What an author of a venue plugin tests with.
 *
 * <p>{@link btcfeed.venuekit.VenueCodecContract} tests a codec with samples, {@link
 * btcfeed.venuekit.VenueHistoryContract} a history with pages. {@link
 * btcfeed.venuekit.SimulatedVenueContract}, {@link btcfeed.venuekit.SimulatedHistoryContract} and
 * {@link btcfeed.venuekit.VenueFaultsContract} connect a description to its venue simulated. Every
 * built-in venue keeps the same contracts.
 */
package btcfeed.venuekit;
