package btcfeed.sink.kafka;

/** A topic that an operator has to repair. Its message is for people. */
final class UnusableTopic extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableTopic(String detail) {
    super(detail);
  }
}
