package btcfeed.redis;

import static btcfeed.testsupport.StoreFixtures.LEASE;
import static btcfeed.testsupport.StoreFixtures.id;
import static btcfeed.testsupport.StoreFixtures.ticks;
import static org.assertj.core.api.Assertions.assertThat;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.journal.Lineage;
import btcfeed.domain.port.PricePort;
import btcfeed.domain.port.PricePort.Outcome;
import btcfeed.domain.port.PricePort.PositionResult;
import btcfeed.domain.port.ReadPort;
import btcfeed.domain.store.StorePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A server that answers a script with an impossible answer")
class StrangeAnswersTest {
  private static final List<String> POSITION =
      List.of(
          "0",
          "",
          "0",
          "0-0",
          "0-0",
          "0-0",
          "0-0",
          "0-0",
          "run",
          "7",
          "master",
          "noeviction",
          "",
          "0",
          "0",
          "0",
          "0-0",
          "0",
          "0",
          "0-0",
          "-");

  private static final List<String> STRANGE =
      List.of(
          "$-1\r\n",
          "*-1\r\n",
          ":1\r\n",
          ":-9223372036854775808\r\n",
          "+OK\r\n",
          "$7\r\napplied\r\n",
          "*0\r\n",
          "*1\r\n$7\r\napplied\r\n",
          "*2\r\n$7\r\napplied\r\n$-1\r\n",
          "*2\r\n$7\r\napplied\r\n:7\r\n",
          "*2\r\n$7\r\napplied\r\n*1\r\n$3\r\n1-0\r\n",
          "*2\r\n$7\r\napplied\r\n$7\r\nnothing\r\n",
          "*2\r\n$7\r\napplied\r\n$3\r\n9-9\r\n",
          "*3\r\n$7\r\napplied\r\n$3\r\n1-0\r\n$1\r\n0\r\n",
          "*2\r\n*0\r\n*0\r\n",
          "*3\r\n$6\r\nfenced\r\n$1\r\n1\r\n$1\r\nx\r\n",
          "*4\r\n$6\r\nfenced\r\n$1\r\nx\r\n$1\r\nx\r\n$1\r\nx\r\n",
          "*1\r\n$8\r\ndiverged\r\n",
          "-WHATEVER unknown\r\n",
          "-\r\n",
          "*2\r\n$7\r\napplied\r\n-ERR in the middle\r\n",
          StrangeServer.list(IntStream.range(0, 70_000).mapToObj(_ -> "x").toList()));

  private final StrangeServer server;
  private final RedissonStore store;

  StrangeAnswersTest() throws Exception {
    server = new StrangeServer(StrangeAnswersTest::correct);
    store =
        new RedissonStore(
            RedisTarget.plain("127.0.0.1", server.port(), Stores.TIMEOUT),
            Publishing.DEFAULT,
            new Stores.Wall());
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    server.close();
  }

  private static String correct(String script) {
    return switch (script) {
      case "position" -> StrangeServer.list(POSITION);
      case "claim" -> StrangeServer.list(List.of("applied", "0-0"));
      default -> StrangeServer.list(List.of("applied", id(1).toString(), "0", "0", "0"));
    };
  }

  @Test
  @DisplayName("fails every call, and works again once its answers are right")
  void neverThrows() {
    Random random = new Random(7);
    List<String> answers = new ArrayList<>(STRANGE);
    Stream.generate(() -> randomAnswer(random, 3)).limit(8).forEach(answers::add);
    for (String answer : answers) {
      server.answers(StrangeAnswersTest::correct);
      StorePosition at = ((PositionResult.At) store.position()).position();
      assertThat(store.claim(LEASE, Lineage.NONE, JournalId.START, at))
          .isEqualTo(new Outcome.Applied(JournalId.START));

      server.answers(script -> script.equals("position") ? correct(script) : answer);
      String what = answer.substring(0, Math.min(60, answer.length()));
      assertFailed(what, store.apply(ticks(1, 1), JournalId.START));
      connected();
      assertFailed(what, BegunBatch.of(store, ticks(1, 1), JournalId.START));
      connected();
      assertFailed(what, store.applyCritical(ticks(1, 1), JournalId.START));
      connected();
      assertFailed(what, store.probe(JournalId.START));
      connected();
      assertFailed(what, store.claim(LEASE, Lineage.NONE, JournalId.START, at));
      ReadPort.ReadResult<List<String>> read = store.reads().newest("btc:x", 9);
      assertThat(read).as(what).isNotNull();

      server.answers(_ -> answer);
      store.probe(JournalId.START);
      assertThat(store.position()).as(what).isInstanceOf(PositionResult.Failed.class);
    }
  }

  @Test
  @DisplayName("never counts as having a batch")
  void neverApplied() {
    StorePosition at = ((PositionResult.At) store.position()).position();
    store.claim(LEASE, Lineage.NONE, JournalId.START, at);
    server.answers(script -> script.equals("position") ? correct(script) : "*0\r\n");
    PricePort.PendingWrite sent = store.begin(ticks(1, 1), JournalId.START, () -> {});
    assertFailed("*0", sent.outcome());
    assertThat(sent.isApplied()).isFalse();
  }

  private void connected() {
    assertThat(store.position()).isInstanceOf(PositionResult.At.class);
  }

  private static void assertFailed(String what, Outcome outcome) {
    // Not fenced: an unreadable lease must not stop the writer.
    assertThat(outcome).as(what).isInstanceOf(Outcome.Failed.class);
  }

  private static String randomAnswer(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 4 : 6)) {
      case 0 -> "$-1\r\n";
      case 1 -> ":" + random.nextLong() + "\r\n";
      case 2 -> "+" + random.nextInt() + "\r\n";
      case 3 -> StrangeServer.bulk(List.of("", "applied", "fenced", "1-0").get(random.nextInt(4)));
      default -> {
        int size = random.nextInt(6);
        StringBuilder list = new StringBuilder("*" + size + "\r\n");
        for (int i = 0; i < size; i++) {
          list.append(randomAnswer(random, depth - 1));
        }
        yield list.toString();
      }
    };
  }
}
