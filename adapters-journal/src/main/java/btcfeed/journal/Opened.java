package btcfeed.journal;

/** What became of an attempt to open a journal. */
public sealed interface Opened {
  /** Open. */
  record Ready(FileJournal journal) implements Opened {}

  /** Another service writes in this directory. */
  record InUse(String detail) implements Opened {}

  /** The directory cannot be used. */
  record Failed(String detail) implements Opened {}
}
