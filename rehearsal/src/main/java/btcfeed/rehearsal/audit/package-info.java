/**
 * Counts at the end of a rehearsal: an {@link btcfeed.rehearsal.audit.Audit} compares the stores
 * with each other and with the trades of the venues.
 */
package btcfeed.rehearsal.audit;
