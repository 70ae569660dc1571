/**
 * The description of each venue, one file per venue.
 *
 * <p>To add a venue, write a subclass of {@link btcfeed.exchange.venue.VenueDescription} and add it
 * to {@link btcfeed.exchange.Venues}. {@link btcfeed.exchange.venue.Okx} is an example.
 */
package btcfeed.exchange.venue;
