/**
 * Recordings: what the venues said, byte for byte, with the times it came, in files that can be
 * played again.
 *
 * <p>{@link btcfeed.exchange.recording.Recorder} is a tap that lines are given; it writes, and
 * never holds a line up. {@link btcfeed.exchange.recording.Player} speaks a recording through lines
 * of its own, in the venues' own languages. What stands in a file is {@link
 * btcfeed.exchange.recording.RecordingFormat}'s business; start reading there.
 */
package btcfeed.exchange.recording;
