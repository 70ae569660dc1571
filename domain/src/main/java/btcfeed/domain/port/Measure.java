package btcfeed.domain.port;

/** Driven port: where durations go. Any thread; costs nanoseconds, never blocks. */
public interface Measure {
  void record(Stage stage, long nanos);

  /** A measured stretch of a trade's way. */
  enum Stage {
    /** From the last byte of a message to its trades having been read out of it. */
    WIRE_TO_TRADES("wire_to_trades"),
    /** From the last byte of a message to its trades being in the journal. */
    WIRE_TO_JOURNAL("wire_to_journal"),
    /** One batch into the primary, there and back. */
    PRIMARY_WRITE("primary_write"),
    /** One batch into the failover, there and back. */
    FAILOVER_WRITE("failover_write"),
    /** From receipt of a batch's oldest trade to the primary's answer. Live batches only. */
    WIRE_TO_PRIMARY("wire_to_primary"),
    /** From receipt of a batch's oldest trade to the failover's answer. Live batches only. */
    WIRE_TO_FAILOVER("wire_to_failover");

    private final String text;

    Stage(String text) {
      this.text = text;
    }

    /** As it stands in metrics. */
    public String text() {
      return text;
    }
  }
}
