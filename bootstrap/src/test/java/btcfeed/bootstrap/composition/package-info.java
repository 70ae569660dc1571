/** The whole service, tried between a simulated venue and real Redis servers. */
package btcfeed.bootstrap.composition;
