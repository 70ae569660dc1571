/** Loads plugins: jars in a folder, each with a class loader of its own. */
package btcfeed.plugin;
