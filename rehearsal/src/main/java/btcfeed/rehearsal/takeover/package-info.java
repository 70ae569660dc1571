/**
 * The drill of several instances: it takes the lead from one instance after the other, and counts
 * every trade after each takeover.
 *
 * <p>Start reading at {@link btcfeed.rehearsal.takeover.TakeoverVerb}. The instances are processes
 * that know nothing of the drill. Their stores and their HTTP API are the evidence.
 */
package btcfeed.rehearsal.takeover;
