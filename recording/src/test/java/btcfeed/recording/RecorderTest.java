package btcfeed.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import btcfeed.configuration.CannotStart;
import btcfeed.exchange.line.FrameTap;
import btcfeed.testsupport.RealClock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A recording")
class RecorderTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("day.rec");
  }

  private static void say(FrameTap.Tapped line, String text, long timeUs) {
    line.message(text.getBytes(StandardCharsets.UTF_8), /* binary= */ false, timeUs);
  }

  @Test
  @DisplayName("has every message with its time, and every connection")
  void everything() {
    try (Recorder recorder = Recordings.begin(file(), RecordingLimits.USUAL)) {
      FrameTap.Tapped first = recorder.opened(Recordings.LINE, 10);
      say(first, "{\"a\":\"tab\\t\",\n\"\u20ac\":1}", 11);
      FrameTap.Tapped second = recorder.opened(Recordings.LINE, 12);
      second.message(new byte[] {0, 10, -1}, /* binary= */ true, 13);
      first.closed(14);
      second.closed(15);
    }

    RecordingReader reader = Recordings.reader(file());
    assertThat(Recordings.all(reader))
        .containsExactly(
            recorded(10, 1, RecordedEvent.Kind.OPENED),
            recorded(
                11,
                1,
                RecordedEvent.Kind.TEXT,
                "{\"a\":\"tab\\t\",\n\"\u20ac\":1}".getBytes(StandardCharsets.UTF_8)),
            recorded(12, 2, RecordedEvent.Kind.OPENED),
            recorded(13, 2, RecordedEvent.Kind.BINARY, (byte) 0, (byte) 10, (byte) -1),
            recorded(14, 1, RecordedEvent.Kind.CLOSED),
            recorded(15, 2, RecordedEvent.Kind.CLOSED));
    assertThat(reader.torn()).isEmpty();
    assertThat(reader.damagedLines()).isZero();
    assertThat(reader.heading().venues()).isEqualTo(Recordings.BINANCE);
    reader.close();
  }

  @Test
  @DisplayName("can be read a moment after a message, before it is closed")
  void soon() {
    try (Recorder recorder = Recordings.begin(file(), RecordingLimits.USUAL)) {
      say(recorder.opened(Recordings.LINE, 1), "said", 2);
      await()
          .atMost(PATIENCE)
          .until(() -> Recordings.texts(Recordings.all(file())).equals(List.of("said")));
    }
  }

  @Test
  @DisplayName("torn at any byte gives everything before that, and reports that it is torn")
  void torn() throws IOException {
    Path whole = file();
    try (RecordingFile written =
        new RecordingFile(
            Files.newOutputStream(whole), new RecordingHeader(1, Recordings.BINANCE))) {
      for (int i = 0; i < 30; i++) {
        written.write(
            recorded(
                i, 1, RecordedEvent.Kind.TEXT, ("message " + i).getBytes(StandardCharsets.UTF_8)));
        if (i % 7 == 0) {
          written.flush();
        }
      }
    }
    byte[] bytes = Files.readAllBytes(whole);
    List<RecordedEvent> all = Recordings.all(whole);
    assertThat(all).hasSize(30);
    int most = 0;
    for (int cut = 0; cut < bytes.length; cut++) {
      Path torn = Files.write(folder.resolve("torn"), Arrays.copyOf(bytes, cut));
      try (RecordingReader reader = RecordingReader.open(torn)) {
        List<RecordedEvent> read = Recordings.all(reader);
        assertThat(all.subList(0, read.size())).isEqualTo(read);
        assertThat(read.size()).isGreaterThanOrEqualTo(most);
        assertThat(reader.torn()).as("cut at " + cut).isPresent();
        most = read.size();
      } catch (CannotStart refused) {
        assertThat(most).as("once it is readable it stays so").isZero();
        assertThat(refused).hasMessageContaining("ends before its first line does");
      }
    }
    assertThat(most).isEqualTo(30);
  }

  @Test
  @DisplayName("continues in another file when one is full, and keeps the newest few")
  void rotated() throws IOException {
    RotatingFiles files =
        new RotatingFiles(
            file(),
            new RecordingHeader(1, Recordings.BINANCE),
            new RecordingLimits(2_000, 3, 1 << 20),
            new RealClock());
    files.write(recorded(1, 1, RecordedEvent.Kind.OPENED));
    for (int i = 0; i < 600; i++) {
      files.write(
          recorded(
              i, 1, RecordedEvent.Kind.TEXT, ("message " + i).getBytes(StandardCharsets.UTF_8)));
      files.flush();
    }
    files.close();

    List<Path> parts = RecordingFiles.of(file());
    assertThat(parts).hasSize(3).isSorted().doesNotContain(file());
    List<String> heard = new ArrayList<>();
    for (Path part : parts) {
      List<RecordedEvent> in = Recordings.all(part);
      assertThat(in.getFirst().kind()).isEqualTo(RecordedEvent.Kind.OPENED);
      heard.addAll(Recordings.texts(in));
    }
    assertThat(heard)
        .isEqualTo(IntStream.range(600 - heard.size(), 600).mapToObj(i -> "message " + i).toList());
    assertThat(Recordings.tape(file()).files()).isEqualTo(parts);
  }

  @Test
  @DisplayName("is never overwritten")
  void kept() {
    Recordings.begin(file(), RecordingLimits.USUAL).close();

    assertThatThrownBy(
            () ->
                Recorder.begin(file(), Recordings.BINANCE, RecordingLimits.USUAL, new RealClock()))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining("is there already");
  }

  @Test
  @DisplayName("drops what the disk is too slow for, counts it, and delays no line")
  void slowDisk() {
    CountDownLatch thawed = new CountDownLatch(1);
    ByteArrayOutputStream disk = new ByteArrayOutputStream();
    AtomicBoolean frozen = new AtomicBoolean();
    OutputStream slow =
        new OutputStream() {
          @Override
          public void write(int one) throws IOException {
            try {
              if (frozen.get()) {
                thawed.await();
              }
              disk.write(one);
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        };
    RecordingLimits limits = new RecordingLimits(1 << 20, 2, 1_000);
    Recorder recorder =
        Recordings.made(
            () ->
                Recorder.begin(
                    new RotatingFiles(
                        file(),
                        new RecordingHeader(1, Recordings.BINANCE),
                        limits,
                        new RealClock(),
                        _ -> slow),
                    limits,
                    new RealClock()));
    FrameTap.Tapped line = recorder.opened(Recordings.LINE, 1);
    frozen.set(true);
    for (int i = 0; recorder.progress().lost() < 50; i++) {
      say(line, "message " + i + " of about a hundred characters" + "x".repeat(60), i);
    }
    thawed.countDown();
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              long lost = recorder.progress().lost();
              say(line, "again", 1);
              return recorder.progress().lost() == lost;
            });
    line.closed(2);
    recorder.close();

    String text = unpacked(disk.toByteArray());
    assertThat(text).contains("\tl\t").contains("again");
    long confessed =
        text.lines()
            .filter(one -> one.contains("\tl\t"))
            .mapToLong(one -> Long.parseLong(one.substring(one.lastIndexOf('\t') + 1)))
            .sum();
    assertThat(confessed).isEqualTo(recorder.progress().lost());
  }

  @Test
  @DisplayName("continues in another file after a disk failure, and keeps the first")
  void fullDisk() {
    AtomicBoolean full = new AtomicBoolean();
    Recorder recorder =
        Recordings.made(
            () ->
                Recorder.begin(
                    new RotatingFiles(
                        file(),
                        new RecordingHeader(1, Recordings.BINANCE),
                        RecordingLimits.USUAL,
                        new RealClock(),
                        path -> failing(path, full)),
                    RecordingLimits.USUAL,
                    new RealClock()));
    FrameTap.Tapped line = recorder.opened(Recordings.LINE, 1);
    say(line, "before", 2);
    await()
        .atMost(PATIENCE)
        .until(() -> Recordings.texts(Recordings.all(file())).contains("before"));
    full.set(true);
    say(line, "lost", 3);
    await().atMost(PATIENCE).until(() -> recorder.progress().trouble().isPresent());
    full.set(false);
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              say(line, "after", 4);
              return recorder.progress().trouble().isEmpty();
            });
    line.closed(5);
    recorder.close();

    List<Path> parts = RecordingFiles.of(file());
    assertThat(parts).hasSize(2);
    assertThat(Recordings.texts(Recordings.all(parts.getFirst()))).contains("before");
    List<RecordedEvent> later = Recordings.all(parts.getLast());
    assertThat(Recordings.texts(later)).contains("after");
    assertThat(later.getFirst().kind()).isEqualTo(RecordedEvent.Kind.OPENED);
    assertThat(later.get(1).kind()).isEqualTo(RecordedEvent.Kind.LOST);
    assertThat(recorder.progress().lost()).isPositive();
  }

  private static OutputStream failing(Path path, AtomicBoolean full) throws IOException {
    OutputStream out = Files.newOutputStream(path);
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int from, int count) throws IOException {
        if (full.get()) {
          throw new IOException("No space left on device");
        }
        out.write(bytes, from, count);
      }

      @Override
      public void close() throws IOException {
        out.close();
      }
    };
  }

  @Test
  @DisplayName("refuses other files, each with a reason")
  void others() throws IOException {
    Path missing = folder.resolve("missing");
    Path plain = Files.writeString(folder.resolve("plain"), "no gzip at all");
    Path other = folder.resolve("other");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(other))) {
      out.write("something else\nentirely\n".getBytes(StandardCharsets.UTF_8));
    }
    Path later = folder.resolve("later");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(later))) {
      out.write("btc-feed-recording\t2\t1\n".getBytes(StandardCharsets.UTF_8));
    }
    assertRefused(missing, "there is no such file");
    assertRefused(plain, "not packed by gzip");
    assertRefused(other, "no recording of ours");
    assertRefused(later, "a recording of format 2; this version reads 1");
  }

  private static void assertRefused(Path file, String why) {
    assertThatThrownBy(() -> RecordingReader.open(file))
        .isInstanceOf(CannotStart.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(why);
    assertThatThrownBy(() -> Tape.of(List.of(file))).isInstanceOf(CannotStart.class);
  }

  private static String unpacked(byte[] packed) {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static RecordedEvent recorded(
      long timeUs, int connection, RecordedEvent.Kind kind, byte... payload) {
    return new RecordedEvent(timeUs, Recordings.LINE, connection, kind, payload);
  }
}
