package btcfeed.application.simulation;

import btcfeed.domain.journal.JournalId;
import btcfeed.domain.port.PricePort.Failure;
import btcfeed.domain.port.ReadPort;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The connection of one instance that reads a store. */
record ReadLink(Plant plant, ReadPort store, Supplier<Optional<Failure>> failure)
    implements ReadPort {
  @Override
  public ReadResult<Optional<String>> text(String key) {
    return read(() -> store.text(key));
  }

  @Override
  public ReadResult<Map<String, String>> fields(String key) {
    return read(() -> store.fields(key));
  }

  @Override
  public ReadResult<List<String>> newest(String key, int count) {
    return read(() -> store.newest(key, count));
  }

  @Override
  public ReadResult<Page> between(String stream, JournalId after, JournalId before, int limit) {
    return plant == Plant.HISTORY_IS_NOT_COPIED
        ? new ReadResult.Found<>(new Page(List.of(), after, true))
        : read(() -> store.between(stream, after, before, limit));
  }

  private <T> ReadResult<T> read(Supplier<ReadResult<T>> question) {
    return failure.get().<ReadResult<T>>map(ReadResult.Failed::new).orElseGet(question);
  }
}
