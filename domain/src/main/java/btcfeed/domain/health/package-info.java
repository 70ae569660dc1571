/**
 * The health of the feed: a pure function of the facts, with reasons.
 *
 * <p>Start reading at {@link btcfeed.domain.health.FeedHealth}.
 */
package btcfeed.domain.health;
