/**
 * The ports: every sentence the application says to, or hears from, the outside world.
 *
 * <p>Named for what the application needs, not for the technology behind. Interfaces and their
 * outcome types only; expected trouble is a returned value, an exception is a bug. May use the
 * other packages of the domain; knows no Redis, WebSocket, JSON or HTTP. Each port has one contract
 * test that the fake and the real adapter both pass.
 */
package btcfeed.domain.port;
