/**
 * Violations, planted: for each rule about classes, one of everything it must refuse.
 *
 * <p>A small copy of the house, room by room, in which everything is wrong. Nothing here runs; it
 * is only ever looked at, by {@code btcfeed.architecture.HouseTest}.
 */
package btcfeed.planted;
