package btcfeed.sink.postgresql;

import btcfeed.domain.port.SinkPort;
import btcfeed.domain.port.SinkPort.Answer;
import btcfeed.domain.sink.SinkRecord;
import btcfeed.sinkkit.SinkRecords;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Measures the sink beside {@code psql \copy} of the same rows into a table with the same indexes,
 * on a server that forces each commit to disk.
 */
final class SinkBench {
  private static final int TICKS = 1_000_000;

  private SinkBench() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    try (PostgresServer server = new PostgresServer("shared_buffers=256MB", "max_wal_size=4GB")) {
      Path file = server.directory().resolve("ticks.txt");
      try (BufferedWriter out = Files.newBufferedWriter(file)) {
        StringBuilder line = new StringBuilder();
        for (int i = 1; i <= TICKS; i++) {
          CopyRows.append(line, SinkRecords.tick(i), 1);
          out.append(line);
          line.setLength(0);
        }
      }
      System.out.printf("warm-up: %,d ticks/s%n", throughSink(server, false));
      for (int round = 1; round <= 2; round++) {
        long sink = throughSink(server, false);
        long psql = throughPsql(server, file);
        System.out.printf(
            "round %d: sink %,d ticks/s, psql \\copy %,d ticks/s, ratio %.2f%n",
            round, sink, psql, (double) sink / psql);
      }
      System.out.printf(
          "every batch has a known trade: sink %,d ticks/s%n", throughSink(server, true));
    }
  }

  private static long throughSink(PostgresServer server, boolean conflicts) {
    PostgresSchema schema = new PostgresSchema(server);
    long nanos = 0;
    try (SinkPort sink = schema.open()) {
      int size = sink.pace().records();
      require(sink.claim(1));
      if (conflicts) {
        List<SinkRecord> first =
            IntStream.range(0, TICKS / size).mapToObj(i -> SinkRecords.tick(i * size + 1)).toList();
        require(sink.write(SinkRecords.batch(1, first)));
      }
      for (int from = 1; from <= TICKS; from += size) {
        List<SinkRecord> ticks = SinkRecords.ticks(from, Math.min(TICKS, from + size - 1));
        long start = System.nanoTime();
        require(sink.write(SinkRecords.batch(1, ticks)));
        nanos += System.nanoTime() - start;
      }
    }
    return finish(server, schema, nanos);
  }

  private static long throughPsql(PostgresServer server, Path file)
      throws IOException, InterruptedException {
    PostgresSchema schema = new PostgresSchema(server);
    try (SinkPort sink = schema.open()) {
      require(sink.claim(1));
    }
    ProcessBuilder psql =
        new ProcessBuilder(
            "psql",
            "--no-psqlrc",
            "--host=127.0.0.1",
            "--port=" + server.port(),
            "--username=admin",
            "--dbname=postgres",
            "--command=\\copy %s.btc_ticks FROM '%s'".formatted(schema.name(), file));
    psql.environment().put("PGPASSFILE", server.passwordFile().toString());
    long start = System.nanoTime();
    if (psql.inheritIO().start().waitFor() != 0) {
      throw new IllegalStateException("psql failed");
    }
    return finish(server, schema, System.nanoTime() - start);
  }

  /** The rate, if every row is there. */
  private static long finish(PostgresServer server, PostgresSchema schema, long nanos) {
    String rows = server.value("SELECT count(*) FROM " + schema.name() + ".btc_ticks");
    if (!rows.equals("" + TICKS)) {
      throw new IllegalStateException(rows + " rows");
    }
    System.out.printf(
        "%,d bytes with indexes%n",
        Long.parseLong(
            server.value(
                "SELECT pg_total_relation_size('%s.btc_ticks')".formatted(schema.name()))));
    schema.close();
    server.sql("CHECKPOINT");
    return TICKS * 1_000_000_000L / nanos;
  }

  private static void require(Answer answer) {
    if (!(answer instanceof Answer.At)) {
      throw new IllegalStateException(answer.toString());
    }
  }
}
