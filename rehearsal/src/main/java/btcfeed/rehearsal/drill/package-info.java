/**
 * The drill: injects one fault after the other into a running service, and counts after each.
 *
 * <p>Start reading at {@link btcfeed.rehearsal.drill.DrillVerb}.
 */
package btcfeed.rehearsal.drill;
