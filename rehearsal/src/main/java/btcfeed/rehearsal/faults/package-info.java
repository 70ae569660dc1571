/**
 * Faults in connections and processes, for rehearsals and tests.
 *
 * <p>{@link btcfeed.rehearsal.faults.FaultProxy} is a TCP proxy that fails on request. {@link
 * btcfeed.rehearsal.faults.RedisPair} runs two Redis processes that can be killed and frozen.
 */
package btcfeed.rehearsal.faults;
