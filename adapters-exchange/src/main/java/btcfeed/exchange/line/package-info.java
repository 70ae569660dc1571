/**
 * Lines to venues, over two WebSocket libraries: Tyrus (Jakarta WebSocket's reference
 * implementation) and Netty. Each performs the handshake, and reads and checks every frame.
 *
 * <p>The rest is the same for both. {@link btcfeed.exchange.line.LineConnection} is the life of a
 * connection, and a {@link btcfeed.exchange.line.Transport} carries its bytes. A {@link
 * btcfeed.exchange.line.FrameSplitter} limits messages before a library reads them, and a {@link
 * btcfeed.exchange.line.MessageAssembler} joins what the library delivers.
 *
 * <p>The transports that come with the libraries are not used, because a feed needs four things. A
 * listener that blocks must stop the reading, so that back-pressure reaches the venue. A message
 * that is too long must be refused before it is in memory. Pings and pongs must be visible, because
 * they prove that a quiet venue is alive. A closed connection must leave no thread and no socket.
 * One blocking socket and one thread for each connection provide all four.
 *
 * <p>This package contains no venue. Start reading at {@link btcfeed.exchange.line.VenueLine}.
 */
package btcfeed.exchange.line;
