/** Tests of the soak; {@code SoakTest} is a short one, with real processes. */
package btcfeed.bootstrap.soak;
