/**
 * Is the feed well? A pure function of what is known, with reasons.
 *
 * <p>The same types feed {@code /health}, the pages and the monitor. Start reading at {@link
 * btcfeed.domain.health.FeedHealth}.
 */
package btcfeed.domain.health;
