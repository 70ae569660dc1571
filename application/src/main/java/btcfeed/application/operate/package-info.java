/**
 * What an operator may ask of the running feed: the ports, and nothing else. Each is followed by
 * the part whose business it is, on that part's own thread, or refused with a reason.
 *
 * <p>Start reading at {@link btcfeed.application.operate.MoveReaders}.
 */
package btcfeed.application.operate;
