/**
 * Gate.io v4: {@code spot.trades}. Start reading at {@link btcfeed.exchange.gateio.GateioCodec}.
 */
package btcfeed.exchange.gateio;
