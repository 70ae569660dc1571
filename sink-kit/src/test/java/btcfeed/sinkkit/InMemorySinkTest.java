package btcfeed.sinkkit;

import btcfeed.domain.port.SinkPort;
import btcfeed.domain.sink.SinkRecord;
import java.util.List;

/** The sink in memory keeps the promises of every sink. */
class InMemorySinkTest extends SinkContract {
  @Override
  protected SinkSubject subject() {
    InMemorySink.Place place = new InMemorySink.Place();
    return new SinkSubject() {
      @Override
      public SinkPort open() {
        return new InMemorySink(place);
      }

      @Override
      public List<SinkRecord> content() {
        return place.records();
      }

      @Override
      public boolean removes() {
        return true;
      }

      @Override
      public boolean fences() {
        return true;
      }

      @Override
      public void close() {
        // Memory needs no cleaning.
      }
    };
  }
}
