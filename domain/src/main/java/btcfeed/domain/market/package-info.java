/**
 * What is traded and what was traded: venue, symbol, price, quantity, trade, tick.
 *
 * <p>Values only, valid from birth, exact. No clock, no text formats of any venue: a codec turns a
 * venue's words into these. Start reading at {@link btcfeed.domain.market.PriceTick}.
 */
package btcfeed.domain.market;
