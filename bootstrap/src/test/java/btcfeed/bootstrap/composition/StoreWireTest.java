package btcfeed.bootstrap.composition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import btcfeed.bootstrap.composition.StorePair.Ill;
import btcfeed.rehearsal.faults.TcpFault;
import btcfeed.rehearsal.faults.TcpFault.Cut;
import btcfeed.rehearsal.faults.TcpFault.Delay;
import btcfeed.rehearsal.faults.TcpFault.DropAccepted;
import btcfeed.rehearsal.faults.TcpFault.End;
import btcfeed.rehearsal.faults.TcpFault.Freeze;
import btcfeed.rehearsal.faults.TcpFault.None;
import btcfeed.rehearsal.faults.TcpFault.Refuse;
import btcfeed.rehearsal.faults.TcpFault.Throttle;
import btcfeed.rehearsal.faults.TcpFault.Way;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Execution(ExecutionMode.CONCURRENT)
@DisplayName("G2 to G5: while the connection to one store fails")
class StoreWireTest {
  /** In the length header, the command's name, the script's digest, the records, the answer. */
  private static final List<Cut> PLACES =
      List.of(
          new Cut(Way.TO_SERVER, 0, End.RESET),
          new Cut(Way.TO_SERVER, 2, End.RESET),
          new Cut(Way.TO_SERVER, 11, End.RESET),
          new Cut(Way.TO_SERVER, 40, End.RESET),
          new Cut(Way.TO_SERVER, 1500, End.RESET),
          new Cut(Way.TO_SERVER, 1500, End.FIN),
          new Cut(Way.TO_CLIENT, 0, End.RESET),
          new Cut(Way.TO_CLIENT, 2, End.RESET),
          new Cut(Way.TO_CLIENT, 12, End.FIN));

  private static final int SEEDS = 10;

  @TempDir private Path data;

  @ParameterizedTest
  @EnumSource
  @DisplayName("a batch that is cut anywhere, or whose answer is, is in both stores once")
  void cutAnywhere(Ill side) throws Exception {
    try (StorePair stores = new StorePair(side, data).started()) {
      for (Cut place : PLACES) {
        cut(stores, place);
      }
      for (long seed = 0; seed < SEEDS; seed++) {
        cut(stores, Cut.seeded(seed, 3000));
      }
      stores.recovered();
    }
  }

  private static void cut(StorePair stores, Cut place) {
    stores.wire.fault(place);
    await(place.toString())
        .pollInterval(Duration.ofMillis(20))
        .atMost(StorePair.PATIENCE)
        .untilAsserted(
            () -> {
              stores.theOtherAdvances();
              assertThat(stores.wire.fault()).isEqualTo(new None());
            });
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("frozen towards the store, or only away from it, it delays nothing to the other")
  void frozenOneWay(Ill side) throws Exception {
    try (StorePair stores = new StorePair(side, data).started()) {
      for (Way way : Way.values()) {
        stores.wire.fault(Freeze.of(way));
        stores.theOtherAdvances();
        awaitReason(stores, "unanswered", "unreachable");
        stores.theOtherAdvances();
        stores.wire.heal();
        stores.recovered();
      }
    }
  }

  @Test
  @DisplayName("refused, or dropped as soon as accepted, it costs that store's lag and no more")
  void noConnection() throws Exception {
    try (StorePair stores = new StorePair(Ill.PRIMARY, data).started()) {
      for (TcpFault fault : List.of(new Refuse(), new DropAccepted())) {
        stores.wire.fault(fault);
        stores.wire.resetAll();
        stores.troubled("away", "unreachable");
        stores.wire.heal();
        stores.recovered();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("50 ms away, or on a narrow line, a store gets everything and delays no other")
  void slow(Ill side) throws Exception {
    try (StorePair stores = new StorePair(side, data).started()) {
      Duration each = Duration.ofMillis(50);
      for (TcpFault fault :
          List.of(new Delay(Way.TO_CLIENT, each), new Throttle(Way.TO_SERVER, 100_000))) {
        stores.wire.fault(fault);
        for (int round = 0; round < 5; round++) {
          stores.theOtherAdvances();
        }
        stores.recovered();
      }
    }
  }

  private static void awaitReason(StorePair stores, String... oneOf) {
    await()
        .atMost(StorePair.PATIENCE)
        .untilAsserted(
            () -> assertThat(stores.status().get("reason").textValue()).isIn(List.of(oneOf)));
  }
}
