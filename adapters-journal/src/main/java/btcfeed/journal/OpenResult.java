package btcfeed.journal;

/** The result of opening a journal. */
public sealed interface OpenResult {
  /** Open. */
  record Ready(FileJournal journal) implements OpenResult {}

  /** Another process writes in this directory. */
  record InUse(String detail) implements OpenResult {}

  /** The directory cannot be used. */
  record Failed(String detail) implements OpenResult {}
}
