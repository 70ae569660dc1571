package btcfeed.sink.kafka;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A process that writes ticks into a sink until it is killed. */
final class WriterProcess implements AutoCloseable {
  /** More ticks than it can write before it is killed. */
  static final int TICKS = 1_000_000;

  private final Process process;
  private final BufferedReader output;

  private WriterProcess(Process process) {
    this.process = process;
    output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static WriterProcess start(String server, String prefix) throws IOException {
    return new WriterProcess(
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                WriterProcess.class.getName(),
                server,
                prefix)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start());
  }

  /** Returns when it has written for a while, in the middle of a batch. */
  void awaitWriting() throws IOException {
    if (!"writing".equals(output.readLine())) {
      throw new IllegalStateException("the writer ended");
    }
  }

  /** SIGKILL. Returns when it has ended. */
  void kill() {
    KafkaBroker.awaitEnd(process.destroyForcibly());
  }

  @Override
  public void close() throws IOException {
    kill();
    output.close();
  }

  /** The process itself. */
  public static void main(String[] args) {
    Pump pump = new Pump(KafkaSubject.open(args[0], args[1], Map.of()), 1, TICKS);
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              while (pump.written() < 3_000) {
                Thread.onSpinWait();
              }
              System.out.println("writing");
            });
    pump.run();
  }
}
