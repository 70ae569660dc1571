/**
 * The whole application in one thread under virtual time, with a venue, stores and a journal that
 * fail as a seed says, and promises that are checked after every step.
 *
 * <p>Start reading at {@link btcfeed.application.simulation.Simulation}, then {@link
 * btcfeed.application.simulation.Fault} for what goes wrong and {@link
 * btcfeed.application.simulation.Promises} for what must hold all the same. Nothing here asks the
 * host for time or chance: the same seed is the same run, to the last step.
 */
package btcfeed.application.simulation;
