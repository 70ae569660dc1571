/**
 * Planted violations: for each rule about classes, one of everything that it must refuse.
 *
 * <p>It is a small copy of the modules in which everything is wrong. Nothing here runs; only {@code
 * btcfeed.architecture.CodebaseTest} reads it.
 */
package btcfeed.planted;
