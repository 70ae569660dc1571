/**
 * A venue on loopback that speaks the real protocol, and misbehaves on request.
 *
 * <p>For tests, for the demo and the drill that users run, and for benchmarks: the feed under it
 * cannot tell it from the real thing. The WebSocket server is written here, on plain sockets,
 * because half a frame, a reset in the middle of one, or a fragment cut through a character are
 * exactly what every library takes pains never to send.
 *
 * <p>Start reading at {@link btcfeed.simulator.VenueSimulator} and {@link btcfeed.simulator.Fault};
 * how each venue talks is its {@link btcfeed.simulator.VenueProtocol}; {@link
 * btcfeed.simulator.WebSocketServer} is below them all.
 */
package btcfeed.simulator;
