/**
 * Crypto.com's language: JSON objects, answers and news told apart by a number. Start at {@link
 * btcfeed.exchange.cryptocom.CryptoComCodec}.
 */
package btcfeed.exchange.cryptocom;
