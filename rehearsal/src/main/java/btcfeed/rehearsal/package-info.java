/**
 * Rehearsals of failures: the service between simulated venues and Redis of its own.
 *
 * <p>{@code faults} injects faults into processes and connections. {@code drill} injects one fault
 * after the other, {@code soak} injects many for minutes or hours, and {@code demo} lets the user
 * do it. The composition root hands in the service under test.
 */
package btcfeed.rehearsal;
