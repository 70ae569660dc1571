/**
 * Lines to venues, over two clients that share no code of the protocol: Tyrus, Jakarta WebSocket's
 * reference implementation, whose bytes this package carries itself, and Netty, whose frames it
 * reads itself.
 *
 * <p>Tyrus comes with transports of its own. They are not used, because a feed needs four things
 * they do not give. A listener that blocks must stop the reading, so that back-pressure reaches the
 * venue instead of a queue. A message that is too long must be refused before it is in memory.
 * Pings must be heard, they prove that a quiet venue is alive. And after a close nothing may be
 * left: no thread, no socket. One blocking socket and one thread a connection give all four.
 *
 * <p>Knows no venue. Start reading at {@link btcfeed.exchange.line.TyrusLine}, then {@link
 * btcfeed.exchange.line.TyrusSocket}; the other one is {@link btcfeed.exchange.line.NettyLine}.
 */
package btcfeed.exchange.line;
