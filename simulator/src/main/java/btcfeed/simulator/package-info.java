/**
 * Simulated venues on loopback, with the real protocols and with failures on request.
 *
 * <p>Used by tests, by the demo and the drill that users run, and by benchmarks: the feed cannot
 * tell them from real venues. The WebSocket server is our own, on plain sockets. No library sends
 * half a frame, a reset inside a frame, or a fragment that ends inside a character.
 *
 * <p>Start reading at {@link btcfeed.simulator.VenueSimulator} and {@link btcfeed.simulator.Fault}.
 * Each venue has a {@link btcfeed.simulator.VenueProtocol}; all use the same {@link
 * btcfeed.simulator.WebSocketServer}.
 */
package btcfeed.simulator;
