/**
 * Venue, symbol, price, quantity, trade and tick: exact values that are valid from their creation.
 *
 * <p>A venue's codec converts its format into these types. Start reading at {@link
 * btcfeed.domain.market.PriceTick}.
 */
package btcfeed.domain.market;
