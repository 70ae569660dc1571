/**
 * The soak: the service as a process of its own between simulated venues and two Redis, for minutes
 * or hours, with a fault every few seconds, and everything counted at the end.
 *
 * <p>Start reading at {@link btcfeed.bootstrap.soak.SoakVerb}. Nothing here is seen by the service:
 * it is started as anybody would start it, and judged by what stands in its stores and what it says
 * of itself.
 */
package btcfeed.bootstrap.soak;
