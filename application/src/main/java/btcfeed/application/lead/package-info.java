/** Which of several instances writes the stores, and how another one takes over. */
package btcfeed.application.lead;
