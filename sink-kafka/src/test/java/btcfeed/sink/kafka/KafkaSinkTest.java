package btcfeed.sink.kafka;

import btcfeed.sinkkit.SinkContract;
import btcfeed.sinkkit.SinkSubject;

/** The sink for Kafka keeps the promises of every sink, with a real broker. */
class KafkaSinkTest extends SinkContract {
  @Override
  protected SinkSubject subject() {
    return new KafkaSubject(KafkaSubject.sharedBroker());
  }
}
