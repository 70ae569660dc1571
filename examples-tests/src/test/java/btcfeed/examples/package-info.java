/** The plugins of the documentation, built as their authors would build them. */
package btcfeed.examples;
