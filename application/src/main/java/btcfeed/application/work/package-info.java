/**
 * Runs the application as steps that return when they are next due. Threads call the steps, or in a
 * simulation one loop with virtual time.
 */
package btcfeed.application.work;
