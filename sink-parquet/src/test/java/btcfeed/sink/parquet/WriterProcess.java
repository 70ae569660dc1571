package btcfeed.sink.parquet;

import btcfeed.domain.port.SinkPort;
import btcfeed.domain.port.SinkPort.Answer;
import btcfeed.sinkkit.SinkRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A writer in a process of its own, which continues after the cursor. */
final class WriterProcess {
  private static final int BATCH = 1_000;

  private WriterProcess() {}

  /**
   * @param args the folder, the epoch, the number of the last tick
   */
  public static void main(String[] args) {
    SinkPort sink = sink(Path.of(args[0]));
    long epoch = Long.parseLong(args[1]);
    int last = Integer.parseInt(args[2]);
    Answer answer = sink.claim(epoch);
    if (answer instanceof Answer.At(var cursor)) {
      int next = Math.toIntExact(Math.max(0, cursor.after().ms() - SinkRecords.id(0).ms())) + 1;
      while (next <= last && answer instanceof Answer.At) {
        int end = Math.min(last, next + BATCH - 1);
        answer = sink.write(SinkRecords.batch(epoch, SinkRecords.ticks(next, end)));
        next = end + 1;
      }
    }
    if (answer instanceof Answer.At) {
      answer = sink.flush(true);
    }
    sink.close();
    System.out.println(answer);
    System.exit(answer instanceof Answer.At ? 0 : 3);
  }

  /** With many small rounds, so that a fault at any moment meets each step of them. */
  static SinkPort sink(Path root) {
    return new ParquetSink(root, new Limits(Duration.ofSeconds(60), 10_000), System::nanoTime);
  }

  /** Starts a writer; its output goes to {@code output}. */
  static Process start(Path root, long epoch, int last, Path output, String... before)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(before));
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            WriterProcess.class.getName(),
            root.toString(),
            Long.toString(epoch),
            Integer.toString(last)));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
