/**
 * The ports between the application and the outside world.
 *
 * <p>Driven ports are named for what the application needs, not for a technology. The package holds
 * interfaces and their result types only. An expected failure is a returned value; an exception is
 * a bug. One contract test for each port runs against the fake and the real adapter.
 */
package btcfeed.domain.port;
