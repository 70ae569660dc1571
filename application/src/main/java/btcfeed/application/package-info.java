/**
 * The use cases: what the service does with the domain's rules and the ports.
 *
 * <ul>
 *   <li>{@code connect} keeps lines to the venues open
 *   <li>{@code ingest} turns trades into ticks in the journal, each once
 *   <li>{@code replicate} brings every store up to the journal, and says which one is active
 *   <li>{@code observe} tells the outside how all of it is
 *   <li>{@code work} runs the above: steps, threads, waking
 * </ul>
 *
 * <p>May use the domain only. Every class here is driven by calls and handed its clock, so all of
 * it can run in one thread under virtual time.
 */
package btcfeed.application;
