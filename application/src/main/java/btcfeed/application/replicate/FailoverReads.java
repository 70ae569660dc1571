package btcfeed.application.replicate;

import btcfeed.domain.port.ReadPort;
import btcfeed.domain.port.ReadStores;
import btcfeed.domain.store.StoreName;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads from the active store, or from the other one if that fails. Any thread. */
public final class FailoverReads implements ReadStores {
  private final List<Replica> replicas;
  private final Supplier<StoreName> active;

  /**
   * @param active the store that readers should use now
   */
  public FailoverReads(List<Replica> replicas, Supplier<StoreName> active) {
    this.replicas = List.copyOf(replicas);
    this.active = active;
  }

  @Override
  public LookupResult<Optional<String>> text(String key) {
    return ask(store -> store.text(key));
  }

  @Override
  public LookupResult<Map<String, String>> fields(String key) {
    return ask(store -> store.fields(key));
  }

  @Override
  public LookupResult<List<String>> newest(String key, int count) {
    return ask(store -> store.newest(key, count));
  }

  private <T> LookupResult<T> ask(Function<ReadPort, ReadPort.ReadResult<T>> question) {
    List<String> failures = new ArrayList<>();
    StoreName first = active.get();
    List<Replica> inTurn =
        replicas.stream().sorted(Comparator.comparing(replica -> replica.name() != first)).toList();
    for (Replica replica : inTurn) {
      switch (question.apply(replica.store().reads())) {
        case ReadPort.ReadResult.Found<T>(T value) -> {
          return new LookupResult.Found<>(replica.name(), value);
        }
        case ReadPort.ReadResult.Failed<T>(var failure) -> failures.add(failure.detail());
      }
    }
    return new LookupResult.Unavailable<>(String.join("; ", failures));
  }
}
