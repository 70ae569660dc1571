/**
 * Rehearsals of failures: the service between simulated venues and Redis of its own.
 *
 * <p>The package {@code faults} injects faults into processes and connections. The drill causes one
 * fault after the other; {@code takeover} does so with several instances. The soak causes many, for
 * minutes or hours. In the demo, the user causes them. The package {@code service} runs the service
 * as a process, and {@code audit} counts the trades at the end.
 */
package btcfeed.rehearsal;
