/** Time as an argument: the only clock the core knows is one that was handed to it. */
package btcfeed.domain.time;
