/**
 * The limits that apply to everything a venue sends, on a connection and over HTTP.
 *
 * <p>Every other package of this module may use this one; it uses none of them. Start reading at
 * {@link btcfeed.exchange.input.InputLimits}.
 */
package btcfeed.exchange.input;
