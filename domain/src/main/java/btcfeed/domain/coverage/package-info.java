/**
 * Which of a venue's trades its connections have received, and what may be missing.
 *
 * <p>Pure. Start reading at {@link btcfeed.domain.coverage.VenueCoverage}.
 */
package btcfeed.domain.coverage;
