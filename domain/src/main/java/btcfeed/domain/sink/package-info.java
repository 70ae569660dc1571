/** What a sink gets, and how far it is. A sink is a system outside the feed, such as Kafka. */
package btcfeed.domain.sink;
