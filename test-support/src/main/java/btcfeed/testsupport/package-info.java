/**
 * Support for the tests of several modules: fakes of the ports, the contract of a store, and real
 * Redis processes with their faults.
 */
package btcfeed.testsupport;
