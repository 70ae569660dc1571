/**
 * The use cases: what the service does with the domain's rules and the ports.
 *
 * <p>Package {@code connect} keeps lines to the venues connected. Package {@code ingest} turns
 * trades into ticks in the journal, each once. Package {@code repair} fetches missing trades from
 * the venues' histories. Package {@code replicate} applies the journal to every store and chooses
 * the active one. Package {@code extend} derives prices, candles and availability from the journal.
 * Packages {@code read}, {@code observe} and {@code operate} serve readers and operators. Package
 * {@code work} runs all of them.
 *
 * <p>May use the domain only. Each class gets its clock from its caller, so all of them can run in
 * one thread under virtual time.
 */
package btcfeed.application;
