/**
 * Decoding of venue messages: subscriptions, message formats, and the decoders for JSON objects,
 * Bitfinex' arrays and MEXC's Protocol Buffers.
 *
 * <p>Pure: no I/O, no clock, no thread. A line sees a venue as a {@link
 * btcfeed.exchange.codec.VenueCodec}. Start reading there, then at {@link
 * btcfeed.exchange.codec.JsonDecoder}.
 */
package btcfeed.exchange.codec;
