/** The dashboard as a user has it: in a real browser, before a real service and real stores. */
package btcfeed.browser;
