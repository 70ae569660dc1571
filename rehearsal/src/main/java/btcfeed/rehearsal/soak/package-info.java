/**
 * The soak: the service runs for minutes or hours between simulated venues and two Redis, with a
 * fault every few seconds. At the end everything is counted.
 *
 * <p>Start reading at {@link btcfeed.rehearsal.soak.SoakVerb}. The service is a process that knows
 * nothing of the soak. Its stores and its HTTP API are the evidence.
 */
package btcfeed.rehearsal.soak;
