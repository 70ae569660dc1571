/**
 * Recordings: the messages of the venues, byte for byte, with their receive times, in files that
 * can be played again.
 *
 * <p>{@link btcfeed.recording.Recorder} is a tap on lines that writes their messages. {@link
 * btcfeed.recording.Player} plays a recording through lines of its own. {@code RecordVerb} and
 * {@code ReplayVerb} are the two commands. The composition root hands in the connections and the
 * service. Start reading at {@link btcfeed.recording.RecordingFormat}.
 */
package btcfeed.recording;
