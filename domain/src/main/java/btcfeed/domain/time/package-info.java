/** Time as an argument: the core uses only a clock that the caller passes. */
package btcfeed.domain.time;
