/**
 * The description of each venue, one file per venue.
 *
 * <p>To add a venue, write a subclass of {@link btcfeed.exchange.venue.VenueDescription} and offer
 * it with a {@link btcfeed.exchange.venue.VenuePlugin}. The venues here are offered in the same
 * way, by {@link btcfeed.exchange.venue.BuiltInVenues}. {@link btcfeed.exchange.venue.Okx} is an
 * example.
 */
package btcfeed.exchange.venue;
