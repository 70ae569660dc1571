/**
 * What there is to know of a venue before and beside its connection: where it is, how to ask for
 * trades, what its frames mean.
 *
 * <p>Pure: no I/O, no clock, no thread. Whoever adds a venue implements {@link
 * btcfeed.exchange.codec.VenueCodec}; a line carries it over the wire. Start reading there.
 */
package btcfeed.exchange.codec;
