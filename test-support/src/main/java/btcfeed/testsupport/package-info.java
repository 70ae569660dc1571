/**
 * Fakes of the ports, the contracts fakes and real adapters both pass, real processes and faults
 * for tests.
 */
package btcfeed.testsupport;
