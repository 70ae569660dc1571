/**
 * A wire to a server that fails on request: for rehearsals on stores that are not ours to kill, and
 * for tests. Start reading at {@link btcfeed.bootstrap.proxy.FaultProxy}.
 */
package btcfeed.bootstrap.proxy;
