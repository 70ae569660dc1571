package btcfeed.sink.postgresql;

import btcfeed.domain.port.SinkPort;
import btcfeed.domain.port.SinkPort.Answer;
import btcfeed.sinkkit.SinkRecords;

/** A process that writes batch after batch, until a test kills it. */
final class RestlessWriter {
  static final int BATCH = 200;

  private RestlessWriter() {}

  public static void main(String[] args) {
    try (SinkPort sink = PostgresSchema.open(args[0], "postgresql", args[1])) {
      Answer answer = sink.claim(1);
      for (int from = 1; answer instanceof Answer.At; from += BATCH) {
        answer = sink.write(SinkRecords.batch(1, SinkRecords.ticks(from, from + BATCH - 1)));
      }
      throw new IllegalStateException(answer.toString());
    }
  }
}
