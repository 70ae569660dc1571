/** What the journal holds, for those who ask: ticks and gaps, a page at a time. */
package btcfeed.application.read;
