package btcfeed.journal;

/** What became of an attempt to open a journal. */
public sealed interface OpenResult {
  /** Open. */
  record Ready(FileJournal journal) implements OpenResult {}

  /** Another service writes in this directory. */
  record InUse(String detail) implements OpenResult {}

  /** The directory cannot be used. */
  record Failed(String detail) implements OpenResult {}
}
