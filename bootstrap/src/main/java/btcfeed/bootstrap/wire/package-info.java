/**
 * The composition root: the only place that makes parts of several rooms and puts them together.
 *
 * <p>Start reading at {@link btcfeed.bootstrap.wire.Service}.
 */
package btcfeed.bootstrap.wire;
