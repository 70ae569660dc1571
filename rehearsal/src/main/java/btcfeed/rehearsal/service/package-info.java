/**
 * The service under rehearsal as a process of its own, with its settings and its {@link
 * btcfeed.rehearsal.service.Vitals}. It knows nothing of the rehearsal.
 */
package btcfeed.rehearsal.service;
