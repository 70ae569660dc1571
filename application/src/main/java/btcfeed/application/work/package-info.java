/**
 * How the application is run: as steps that say when they are next due, by threads or, in a
 * simulation, by a loop with virtual time.
 */
package btcfeed.application.work;
