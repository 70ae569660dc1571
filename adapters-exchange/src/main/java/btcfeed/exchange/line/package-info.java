/**
 * Lines to venues, over two WebSocket libraries that share no code of the protocol: Tyrus (Jakarta
 * WebSocket's reference implementation) and Netty.
 *
 * <p>{@link btcfeed.exchange.line.LineConnection} is the life of a connection and is the same for
 * both. A {@link btcfeed.exchange.line.Transport} carries the bytes of one library.
 *
 * <p>The transports that come with Tyrus are not used, because a feed needs four things that they
 * lack. A listener that blocks must stop the reading, so that back-pressure reaches the venue. A
 * message that is too long must be refused before it is in memory. Pings and pongs must be visible,
 * because they prove that a quiet venue is alive. A closed connection must leave no thread and no
 * socket. One blocking socket and one thread for each connection provide all four.
 *
 * <p>This package contains no venue. Start reading at {@link btcfeed.exchange.line.VenueLine}.
 */
package btcfeed.exchange.line;
