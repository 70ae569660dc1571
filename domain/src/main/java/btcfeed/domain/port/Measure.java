package btcfeed.domain.port;

/** Driven port: records durations. Any thread; takes nanoseconds, never blocks. */
public interface Measure {
  void record(Stage stage, long nanos);

  /** A measured part of a trade's way. */
  enum Stage {
    /** From the last byte of a message to its decoded trades. */
    WIRE_TO_TRADES("wire_to_trades"),
    /** From the last byte of a message to its trades in the journal. */
    WIRE_TO_JOURNAL("wire_to_journal"),
    /** One batch into the primary, round trip. */
    PRIMARY_WRITE("primary_write"),
    /** One batch into the failover, round trip. */
    FAILOVER_WRITE("failover_write"),
    /** From receipt of a batch's oldest trade to the primary's answer. Live batches only. */
    WIRE_TO_PRIMARY("wire_to_primary"),
    /** From receipt of a batch's oldest trade to the failover's answer. Live batches only. */
    WIRE_TO_FAILOVER("wire_to_failover");

    private final String text;

    Stage(String text) {
      this.text = text;
    }

    /** The value in metrics. */
    public String text() {
      return text;
    }
  }
}
