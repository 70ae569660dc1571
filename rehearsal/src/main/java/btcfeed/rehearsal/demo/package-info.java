/** The demo: simulated venues and two Redis for a user to try failures on. */
package btcfeed.rehearsal.demo;
