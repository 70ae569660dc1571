/**
 * Rehearsals of failures: the service between simulated venues and Redis of its own.
 *
 * <p>{@code faults} injects faults into processes and connections. {@code drill} injects one fault
 * after the other, {@code takeover} does so with several instances, {@code soak} injects many for
 * minutes or hours, and {@code demo} lets the user do it. {@code service} runs the service as a
 * process, and {@code audit} counts the trades at the end.
 */
package btcfeed.rehearsal;
