/**
 * The use cases: what the service does with the domain's rules and the ports.
 *
 * <ul>
 *   <li>{@code connect} keeps the lines to the venues open
 *   <li>{@code ingest} turns trades into ticks in the journal, each once
 *   <li>{@code repair} fetches missing trades from the venues' histories
 *   <li>{@code replicate} brings every store up to the journal, and decides which one is active
 *   <li>{@code extend} derives keys of its own from the journal, such as candles and reference
 *       prices
 *   <li>{@code read} answers queries about stored data
 *   <li>{@code observe} reports the state of all of it
 *   <li>{@code operate} executes an operator's commands
 *   <li>{@code work} runs the steps of the above on threads
 * </ul>
 *
 * <p>May use the domain only. Every class is driven by calls and gets its clock as an argument, so
 * the whole application can run in one thread under virtual time.
 */
package btcfeed.application;
