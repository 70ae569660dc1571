/** OKX v5: {@code trades-all}. Start reading at {@link btcfeed.exchange.okx.OkxCodec}. */
package btcfeed.exchange.okx;
