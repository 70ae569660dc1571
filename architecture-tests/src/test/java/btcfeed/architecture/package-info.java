/**
 * The rules of the codebase, as tests: who may see whom, what may be called where, how files look.
 *
 * <p>Each rule is a value with a promise for a name. It is checked green on the product and red on
 * a violation planted for it ({@code btcfeed.planted} for rules about classes, a few lines of text
 * for rules about files), because a rule that was never seen to fail may check nothing. Start
 * reading at {@link btcfeed.architecture.FeedModule}.
 */
package btcfeed.architecture;
